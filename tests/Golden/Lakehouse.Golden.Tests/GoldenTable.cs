using System.Globalization;
using System.Text.Json;

namespace Lakehouse.Golden.Tests;

/// <summary>What the index says of a table.</summary>
// why: the JSON reader makes it.
#pragma warning disable CA1812
internal sealed record GoldenTable
{
    /// <summary>Who wrote it.</summary>
    public required string Source { get; init; }

    /// <summary>Its name among those of its source.</summary>
    public required string Name { get; init; }

    /// <summary>The folder that holds its log.</summary>
    public required string Path { get; init; }

    /// <summary>What kind of expectation there is.</summary>
    public required string Expected { get; init; }

    /// <summary>The newest version.</summary>
    public long? Version { get; init; }

    /// <summary>Its rows, where somebody counted them.</summary>
    public long? Rows { get; init; }

    /// <summary>The rows of older versions; a text where the reader that made the index failed.</summary>
    public Dictionary<string, JsonElement> RowsByVersion { get; init; } = [];

    /// <summary>Its live files.</summary>
    public int? NumFiles { get; init; }

    /// <summary>Reader and writer version with a comma between.</summary>
    public string? Protocol { get; init; }

    /// <summary>Features of its protocol.</summary>
    public List<string> Features { get; init; } = [];

    /// <summary>Its partition columns.</summary>
    public List<string> PartitionColumns { get; init; } = [];

    /// <summary>What is particular about it.</summary>
    public List<string> Tags { get; init; } = [];

    /// <summary>Where its rows are kept: a file, or a folder with <c>latest</c> and versions.</summary>
    public string? ExpectedPath { get; init; }

    /// <summary>Why the reader that made the index could not read rows.</summary>
    public string? ScanError { get; init; }

    /// <summary>Changed rows by version and kind, for example <c>1:delete</c>.</summary>
    public Dictionary<string, long>? CdfCounts { get; init; }

    /// <summary>Source and name.</summary>
    public string Id => $"{Source}/{Name}";

    /// <summary>Whether it must be refused.</summary>
    public bool IsNegative => Expected == "error/negative";

    /// <summary>Whether a refusal is as right as rows.</summary>
    public bool MayBeRefused => Expected == "rows or refusal";

    /// <summary>Whether its data files are not in the set.</summary>
    public bool LacksFiles =>
        ScanError is not null
        && (ScanError.StartsWith("missing", StringComparison.Ordinal) || ScanError.StartsWith("ENOENT", StringComparison.Ordinal));

    /// <summary>Whether it has a column of the type variant.</summary>
    public bool HasVariant => Tags.Contains("variant");

    /// <summary>The rows of older versions that were counted.</summary>
    public IEnumerable<(long Version, long Rows)> CountedVersions =>
        RowsByVersion
            .Where(entry => entry.Value.ValueKind == JsonValueKind.Number)
            .Select(entry => (long.Parse(entry.Key, CultureInfo.InvariantCulture), entry.Value.GetInt64()));
}
