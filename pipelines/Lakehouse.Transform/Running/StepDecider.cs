using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Transform.Fingerprints;
using Lakehouse.Transform.Graph;

namespace Lakehouse.Transform.Running;

/// <summary>Decides from fingerprints alone, without the engine, whether a step has to be built, and says why.</summary>
internal sealed class StepDecider(TransformGraph graph, TableStates states, StepFingerprint fingerprint, bool isFull)
{
    /// <summary>Decides.</summary>
    /// <param name="step">A model or a definition whose inputs are all as they will be.</param>
    /// <param name="cancellationToken">Stops the reading of logs.</param>
    internal async Task<StepDecision> DecideAsync(Step step, CancellationToken cancellationToken)
    {
        List<KeyValuePair<TableName, long?>> inputs = new(step.Inputs.Count);
        foreach (TableName input in step.Inputs)
        {
            TableState inputState = await states.GetAsync(graph[input], cancellationToken).ConfigureAwait(false);
            inputs.Add(new(input, inputState.DataVersion));
        }

        StepParts parts = fingerprint.PartsOf(step, inputs);
        TableState state = await states.GetAsync(step, cancellationToken).ConfigureAwait(false);
        return Decide(parts, state);
    }

    private StepDecision Decide(StepParts parts, TableState state)
    {
        if (state.Version is not { } version)
        {
            return new StepDecision(IsReuse: false, "It has not been built yet.", parts, state);
        }

        string at = version.ToString(CultureInfo.InvariantCulture);
        if (isFull)
        {
            return new StepDecision(IsReuse: false, "It was asked for in full.", parts, state);
        }

        if (state.Record is not { } record)
        {
            return new StepDecision(
                IsReuse: false,
                $"Version {at} of the table was written by something else ({state.Operation ?? "unknown operation"}).",
                parts,
                state);
        }

        IReadOnlyList<string> changes = PartChanges.Between(record.Parts, parts);
        if (changes.Count > 0)
        {
            return new StepDecision(IsReuse: false, $"{string.Join("; ", changes)}.", parts, state);
        }

        return string.Equals(record.Fingerprint, StepFingerprint.Of(parts), StringComparison.Ordinal)
            ? new StepDecision(IsReuse: true, $"Nothing that decides its rows has changed since version {at}.", parts, state)
            : new StepDecision(IsReuse: false, $"Version {at} has a fingerprint that its own parts do not give.", parts, state);
    }

}
