using System.Text.Json;

namespace Lakehouse.Delta.Tests.Golden;

/// <summary>What the index says of a table.</summary>
// why: the JSON reader makes it.
#pragma warning disable CA1812
internal sealed record GoldenTable
{
    public required string Source { get; init; }

    public required string Name { get; init; }

    public required string Path { get; init; }

    public required string Expected { get; init; }

    public long? Version { get; init; }

    public long? Rows { get; init; }

    public Dictionary<string, JsonElement> RowsByVersion { get; init; } = [];

    public int? NumFiles { get; init; }

    public string? Protocol { get; init; }

    public List<string> Features { get; init; } = [];

    public List<string> PartitionColumns { get; init; } = [];

    public List<string> Tags { get; init; } = [];

    public List<string> Types { get; init; } = [];

    public string Cm { get; init; } = "none";

    public long FirstCommit { get; init; }

    public int Commits { get; init; }

    /// <summary>Whether commits alone make the table, so that its checkpoints are not needed.</summary>
    public bool HasAllCommits => Commits > 0 && FirstCommit == 0;

    public bool IsNegative => Expected == "error/negative";

    public bool MayBeRefused => Expected == "rows or refusal";
}
