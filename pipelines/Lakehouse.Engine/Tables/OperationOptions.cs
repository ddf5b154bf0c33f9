using Lakehouse.Delta.Actions;

namespace Lakehouse.Engine.Tables;

/// <summary>What every operation may record beside its rows, and how it writes.</summary>
public sealed record OperationOptions
{
    /// <summary>Application transactions, recorded in the same commit: an operation runs once for each.</summary>
    public IReadOnlyList<SetTransaction> Transactions { get; init; } = [];

    /// <summary>The caller's own text in <c>commitInfo.userMetadata</c>, or null.</summary>
    public string? UserMetadata { get; init; }

    /// <summary>About how large a data file may become before another is begun. Default: 256 MiB.</summary>
    public long TargetFileSizeBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Told of progress while rows are written; null for none.</summary>
    public IProgress<EngineProgress>? Progress { get; init; }
}
