using Lakehouse.Engine;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Graph;

namespace Lakehouse.Transform.Running;

/// <summary>A step on its way from staged rows to a commit.</summary>
/// <param name="step">The step.</param>
/// <param name="decision">What was decided about it.</param>
/// <param name="incoming">The rows of its SELECT.</param>
/// <param name="checks">What the checks found in them.</param>
internal sealed class Publication(Step step, StepDecision decision, StagedRows incoming, List<CheckResult> checks)
{
    internal Step Step => step;

    internal StepDecision Decision => decision;

    internal StagedRows Incoming => incoming;

    internal List<CheckResult> Checks => checks;

    /// <summary>Puts what checks found over all rows in the place of what they found in the incoming ones.</summary>
    internal void Replace(IEnumerable<CheckResult> merged)
    {
        foreach (CheckResult result in merged)
        {
            int index = checks.FindIndex(check => string.Equals(check.Check, result.Check, StringComparison.Ordinal));
            checks[index] = result;
        }
    }
}
