using System.Globalization;
using Lakehouse.Runs;
using Lakehouse.Transform.Running;

namespace Lakehouse.Cli.Running;

/// <summary>The one line that says how a run ended, in the words that people and scripts look for.</summary>
internal static class RunSummary
{
    /// <summary>Writes the line.</summary>
    /// <param name="report">The run.</param>
    /// <returns>For example <c>Done. PASS=80 WARN=1 ERROR=0 SKIP=0 REUSED=0 TOTAL=81</c>.</returns>
    internal static string Of(RunReport report)
    {
        TransformResult? built = report.Built;
        int Count(StepStatus status) => built?.Count(status) ?? 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Done. PASS={Count(StepStatus.Built) + Count(StepStatus.Unchanged)} WARN={Count(StepStatus.Warned)} ERROR={Count(StepStatus.Failed)} SKIP={Count(StepStatus.Skipped)} REUSED={Count(StepStatus.Reused)} TOTAL={built?.Steps.Count ?? 0}");
    }
}
