using Lakehouse.Engine;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Running;

namespace Lakehouse.Transform.Planning;

/// <summary>Says what a run would do, without the engine and without writing anything.</summary>
public static class Planner
{
    /// <summary>Plans.</summary>
    /// <param name="request">What a run would be asked for.</param>
    /// <param name="cancellationToken">Stops the reading of logs.</param>
    /// <returns>The selected steps in the graph's order.</returns>
    /// <exception cref="TransformException">The project's files have faults, or the selection means nothing.</exception>
    public static async Task<IReadOnlyList<PlannedStep>> PlanAsync(TransformRequest request, CancellationToken cancellationToken)
    {
        TransformSetup setup = TransformSetup.Open(request);
        IReadOnlyList<Step> steps = await setup.SelectAsync(cancellationToken).ConfigureAwait(false);
        return await PlanAsync(setup, steps, cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<IReadOnlyList<PlannedStep>> PlanAsync(
        TransformSetup setup,
        IReadOnlyList<Step> steps,
        CancellationToken cancellationToken)
    {
        HashSet<TableName> built = [];
        List<PlannedStep> plan = new(steps.Count);
        foreach (Step step in steps)
        {
            StepDecision decision = await setup.Decider.DecideAsync(step, cancellationToken).ConfigureAwait(false);
            PlannedStep planned = new(
                step.Name,
                step.Kind,
                decision.IsReuse ? PlannedAction.Reuse : PlannedAction.Build,
                decision.Reason,
                decision.State.Version);
            TableName[] changing = [.. step.Inputs.Where(built.Contains)];
            if (decision.IsReuse && changing.Length > 0)
            {
                planned = planned with
                {
                    Action = PlannedAction.BuildIfInputsChange,
                    Reason = $"{string.Join(", ", changing)} will be built.",
                };
            }

            if (planned.Action != PlannedAction.Reuse)
            {
                built.Add(step.Name);
            }

            plan.Add(planned);
        }

        return plan;
    }
}
