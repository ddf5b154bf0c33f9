using Lakehouse.Engine;
using Lakehouse.Transform.Fingerprints;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.History;
using Lakehouse.Transform.Running;

namespace Lakehouse.Transform.Selection;

/// <summary>Reads what <c>state:</c> and <c>result:</c> ask about from the tables' logs.</summary>
internal static class SelectionFactsReader
{
    internal static async Task<SelectionFacts> ReadAsync(
        TransformGraph graph,
        TableStates states,
        StepFingerprint fingerprint,
        CancellationToken cancellationToken)
    {
        HashSet<TableName> modified = [];
        HashSet<TableName> added = [];
        foreach (Step step in graph.Steps.Where(step => step.Kind != StepKind.Source))
        {
            TableState state = await states.GetAsync(step, cancellationToken).ConfigureAwait(false);
            if (state.Version is null)
            {
                added.Add(step.Name);
            }
            else if (state.Record is null || PartChanges.IsModified(state.Record.Parts, fingerprint.PartsOf(step, [])))
            {
                modified.Add(step.Name);
            }
        }

        LastRun? last = await LastRun.TryReadAsync(states.Table(OpsTables.Run), cancellationToken).ConfigureAwait(false);
        return new SelectionFacts { Modified = modified, New = added, LastResults = last?.Results };
    }
}
