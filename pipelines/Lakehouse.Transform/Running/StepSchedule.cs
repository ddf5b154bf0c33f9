using System.Collections.Concurrent;
using Lakehouse.Engine;
using Lakehouse.Transform.Graph;

namespace Lakehouse.Transform.Running;

/// <summary>Runs steps each after its inputs, as many at a time as the request allows.</summary>
internal sealed class StepSchedule(TransformSetup setup, SessionPool sessions, IProgress<RunEvent>? progress)
{
    private readonly ConcurrentDictionary<TableName, StepResult> _results = [];
    private IReadOnlyList<Step> _steps = [];

    /// <summary>What became of the steps that have ended, in the graph's order.</summary>
    internal IReadOnlyList<StepResult> Finished =>
        [.. _steps.Where(step => _results.ContainsKey(step.Name)).Select(step => _results[step.Name])];

    /// <summary>Runs all steps, which are in the graph's order.</summary>
    internal async Task RunAsync(IReadOnlyList<Step> steps, CancellationToken cancellationToken)
    {
        _steps = steps;
        using SemaphoreSlim slots = new(setup.Request.Parallelism);
        StepRunner runner = new(setup, sessions, slots, progress);
        Dictionary<TableName, Task> tasks = [];
        for (int i = 0; i < steps.Count; i++)
        {
            StepPlace place = new(steps[i], i + 1, steps.Count);
#pragma warning disable VSTHRD003 // why: the tasks are this schedule's own; none of them needs the caller's thread.
            Task[] inputs = [.. steps[i].Inputs.Where(tasks.ContainsKey).Select(name => tasks[name])];
#pragma warning restore VSTHRD003
            tasks[steps[i].Name] = RunAfterAsync(runner, place, inputs, cancellationToken);
        }

        await Task.WhenAll(tasks.Values).ConfigureAwait(false);
    }

    private async Task RunAfterAsync(StepRunner runner, StepPlace place, Task[] inputs, CancellationToken cancellationToken)
    {
        await Task.WhenAll(inputs).ConfigureAwait(false);
        StepResult[] ended = [.. place.Step.Inputs.Where(_results.ContainsKey).Select(name => _results[name])];
        _results[place.Step.Name] = await runner.RunAsync(place, ended, cancellationToken).ConfigureAwait(false);
    }
}
