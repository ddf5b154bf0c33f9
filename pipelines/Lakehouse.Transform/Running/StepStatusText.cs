using System.Diagnostics;

namespace Lakehouse.Transform.Running;

/// <summary>A status as history and summaries write it.</summary>
public static class StepStatusText
{
    /// <summary>The status in capitals: <c>BUILT</c>.</summary>
    /// <param name="status">The status.</param>
    /// <returns>One word.</returns>
    /// <exception cref="UnreachableException">The value is none of the enumeration.</exception>
    public static string ToText(this StepStatus status) => status switch
    {
        StepStatus.Built => "BUILT",
        StepStatus.Warned => "WARNED",
        StepStatus.Unchanged => "UNCHANGED",
        StepStatus.Reused => "REUSED",
        StepStatus.Failed => "FAILED",
        StepStatus.Skipped => "SKIPPED",
        _ => throw new UnreachableException(),
    };
}
