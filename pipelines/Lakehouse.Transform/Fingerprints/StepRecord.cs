namespace Lakehouse.Transform.Fingerprints;

/// <summary>What a table's commit says about the step that made it, in <c>commitInfo.userMetadata</c>.</summary>
public sealed record StepRecord
{
    /// <summary>The layout of this record; records of another one are not read.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The layout.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The table, as <c>schema.name</c>.</summary>
    public required string Step { get; init; }

    /// <summary>The hash of <see cref="Parts"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>All that decided the rows.</summary>
    public required StepParts Parts { get; init; }

    /// <summary>The run that committed it.</summary>
    public required string RunId { get; init; }

    /// <summary>The run's instant.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Rows in the table after the commit.</summary>
    public required long Rows { get; init; }

    /// <summary>A digest of the table's rows that does not depend on their order; null where none was taken.</summary>
    public string? Content { get; init; }

    /// <summary>
    /// The version whose rows these are, when this commit changed none: the rows were built anew from other inputs and
    /// came out the same. Null: this commit's own version.
    /// </summary>
    public long? DataVersion { get; init; }
}
