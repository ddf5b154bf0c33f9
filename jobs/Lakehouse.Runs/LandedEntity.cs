namespace Lakehouse.Runs;

/// <summary>What a run landed of one entity of a source.</summary>
public sealed record LandedEntity
{
    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>Files that were found and not known before, refused ones included.</summary>
    public required int NewFiles { get; init; }

    /// <summary>Files whose content had landed before.</summary>
    public required int KnownFiles { get; init; }

    /// <summary>Files of which nothing landed, because they are not what they claim.</summary>
    public required int RejectedFiles { get; init; }

    /// <summary>Rows in the new files; 0 for refused ones, whose rows cannot be told.</summary>
    public required long DeliveredRows { get; init; }

    /// <summary>Rows that the bronze table gained. With <see cref="QuarantinedRows"/> they make up <see cref="DeliveredRows"/>.</summary>
    public required long LoadedRows { get; init; }

    /// <summary>Rows that went to quarantine.</summary>
    public required long QuarantinedRows { get; init; }

    /// <summary>What somebody should know, one sentence each: refused files with their code, new columns, duplicates.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
}
