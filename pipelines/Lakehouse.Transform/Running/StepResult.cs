using Lakehouse.Engine;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Graph;

namespace Lakehouse.Transform.Running;

/// <summary>What a run did with a step.</summary>
public sealed record StepResult
{
    /// <summary>The table.</summary>
    public required TableName Name { get; init; }

    /// <summary>What makes it: a definition or a model.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>What became of it.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>Why it was built, reused or skipped: one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Rows in the table, or staged for it when it failed; null where unknown.</summary>
    public long? Rows { get; init; }

    /// <summary>Files that were committed.</summary>
    public int Files { get; init; }

    /// <summary>Their size in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>The table's version afterwards; null where there is no table.</summary>
    public long? Version { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The stable code of what went wrong, or null.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What went wrong, whole, with its code; or null.</summary>
    public string? Message { get; init; }

    /// <summary>What its checks found; empty when none ran.</summary>
    public IReadOnlyList<CheckResult> Checks { get; init; } = [];

    /// <summary>Whether the table now holds what the step says it should.</summary>
    public bool IsGood => Status is not (StepStatus.Failed or StepStatus.Skipped);
}
