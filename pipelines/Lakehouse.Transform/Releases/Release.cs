namespace Lakehouse.Transform.Releases;

/// <summary>A set of table versions that belong together: what readers see.</summary>
public sealed record Release
{
    /// <summary>The release's number, from 0, dense.</summary>
    public required long Number { get; init; }

    /// <summary>The run that published it.</summary>
    public required string RunId { get; init; }

    /// <summary>The run's instant.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The release before, or null for the first.</summary>
    public required long? Previous { get; init; }

    /// <summary>The tables by <c>schema.name</c>.</summary>
    public required SortedDictionary<string, ReleasedTable> Tables { get; init; }
}

/// <summary>A table within a release.</summary>
/// <param name="Version">The Delta version to read.</param>
/// <param name="Fingerprint">The fingerprint of the step that made it; null for a bronze table.</param>
public sealed record ReleasedTable(long Version, string? Fingerprint);
