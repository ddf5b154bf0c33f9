using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.History;
using Lakehouse.Transform.Running;

namespace Lakehouse.Transform.Planning;

/// <summary>Explains one table.</summary>
public static class Explainer
{
    /// <summary>Explains.</summary>
    /// <param name="request">What a run would be asked for; its selection does not matter.</param>
    /// <param name="table">The table: <c>schema.name</c>, or the name alone where it is the only one.</param>
    /// <param name="cancellationToken">Stops the reading of logs.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="TransformException">
    /// <c>LH4061</c>: no model or definition has that name. Others: the project's files have faults.
    /// </exception>
    public static async Task<StepExplanation> ExplainAsync(TransformRequest request, string table, CancellationToken cancellationToken)
    {
        TransformSetup setup = TransformSetup.Open(request);
        Step step = Find(setup.Graph, table);

        // What a run would do depends on everything above, so the plan covers it.
        Step[] above = [.. Above(setup.Graph, step)];
        IReadOnlyList<PlannedStep> plan = await Planner.PlanAsync(setup, above, cancellationToken).ConfigureAwait(false);
        TableState state = await setup.States.GetAsync(step, cancellationToken).ConfigureAwait(false);
        List<InputExplanation> inputs = [];
        foreach (TableName input in step.Inputs)
        {
            TableState inputState = await setup.States.GetAsync(setup.Graph[input], cancellationToken).ConfigureAwait(false);
            inputs.Add(new InputExplanation(input, state.Record?.Parts.Inputs.GetValueOrDefault(input.ToString()), inputState.DataVersion));
        }

        LastRun? last = await LastRun.TryReadAsync(request.Tables(OpsTables.Run), cancellationToken).ConfigureAwait(false);
        return new StepExplanation(
            plan[^1],
            state.Record,
            last?.Results.GetValueOrDefault(step.Name.ToString()),
            inputs,
            [.. setup.Graph.DependentsOf(step.Name).Select(dependent => dependent.Name)]);
    }

    private static Step Find(TransformGraph graph, string table)
    {
        Step[] made = [.. graph.Steps.Where(step => step.Kind != StepKind.Source)];
        Step[] found = [.. made.Where(step => string.Equals(step.Name.ToString(), table, StringComparison.OrdinalIgnoreCase)
            || string.Equals(step.Name.Name, table, StringComparison.OrdinalIgnoreCase))];
        if (found is [var only])
        {
            return only;
        }

        IEnumerable<string> names = made.SelectMany(step => new[] { step.Name.ToString(), step.Name.Name });
        string? near = found.FirstOrDefault()?.Name.ToString() ?? NearestName.Of(table, names);
        throw new TransformException(
            "LH4061",
            $"found {(found.Length == 0 ? "no" : "more than one")} model or definition named '{table}', expected one.",
            near is not null
                ? $"Did you mean '{near}'?"
                : "'lakehouse ls' lists them.");
    }

    private static IEnumerable<Step> Above(TransformGraph graph, Step step)
    {
        HashSet<TableName> names = [step.Name];
        Queue<TableName> open = new(names);
        while (open.TryDequeue(out TableName name))
        {
            foreach (TableName input in graph[name].Inputs.Where(names.Add))
            {
                open.Enqueue(input);
            }
        }

        return graph.Steps.Where(other => other.Kind != StepKind.Source && names.Contains(other.Name));
    }
}
