namespace Lakehouse.Delta.Actions;

/// <summary>A <c>commitInfo</c> action.</summary>
internal sealed record CommitText
{
    /// <summary>The writer's clock, in milliseconds since 1970, or null.</summary>
    internal long? Timestamp { get; init; }

    /// <summary>The in-commit timestamp, in milliseconds since 1970, or null.</summary>
    internal long? InCommitTimestamp { get; init; }

    /// <summary>The operation, or null.</summary>
    internal string? Operation { get; init; }

    /// <summary>The parameters; texts that are not strings are JSON.</summary>
    internal IReadOnlyDictionary<string, string> Parameters { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The metrics.</summary>
    internal IReadOnlyDictionary<string, string> Metrics { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The writer's text, or null.</summary>
    internal string? UserMetadata { get; init; }

    /// <summary>The commit's own id, or null.</summary>
    internal string? TransactionId { get; init; }

    /// <summary>The writer, or null.</summary>
    internal string? EngineInfo { get; init; }

    /// <summary>The version that the writer had read, or null.</summary>
    internal long? ReadVersion { get; init; }

    /// <summary>The isolation level, or null.</summary>
    internal string? IsolationLevel { get; init; }

    /// <summary>Whether the writer only added files and read none. Absent counts as no.</summary>
    internal bool IsBlindAppend { get; init; }
}
