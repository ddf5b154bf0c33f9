using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Transform.Graph;

namespace Lakehouse.Transform.Running;

/// <summary>Runs one step from decision to result; what goes wrong becomes its result, so that other branches go on.</summary>
internal sealed class StepRunner(TransformSetup setup, SessionPool sessions, SemaphoreSlim slots, IProgress<RunEvent>? progress)
{
    private readonly StepBuilder _builder = new(setup.Request, setup.Graph, setup.States, setup.Parameters);

    /// <summary>Runs a step whose inputs have all ended.</summary>
    /// <param name="place">The step and its place in the run.</param>
    /// <param name="inputs">What became of those inputs that are steps of the run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<StepResult> RunAsync(StepPlace place, IReadOnlyList<StepResult> inputs, CancellationToken cancellationToken)
    {
        StepResult result = inputs.FirstOrDefault(input => !input.IsGood) is { } bad
            ? Skipped(place.Step, bad)
            : await DecideAndRunAsync(place, cancellationToken).ConfigureAwait(false);
        progress?.Report(new RunEvent.StepFinished(result, place.Number, place.StepCount));
        return result;
    }

    private static StepResult Skipped(Step step, StepResult input) => new()
    {
        Name = step.Name,
        Kind = step.Kind,
        Status = StepStatus.Skipped,
        Reason = $"{input.Name} {(input.Status == StepStatus.Failed ? "failed" : "was skipped")}.",
    };

    private static StepResult Failed(Step step, string reason, LakehouseException fault, long? version) => new()
    {
        Name = step.Name,
        Kind = step.Kind,
        Status = StepStatus.Failed,
        Reason = reason,
        Version = version,
        ErrorCode = fault.Code,
        Message = fault.Message,
    };

    private async Task<StepResult> DecideAndRunAsync(StepPlace place, CancellationToken cancellationToken)
    {
        Step step = place.Step;
        long start = setup.Request.Clock.GetTimestamp();
        string reason = "It was to be decided whether it has to be built.";
        long? version = null;
        try
        {
            StepDecision decision = await setup.Decider.DecideAsync(step, cancellationToken).ConfigureAwait(false);
            reason = decision.Reason;
            version = decision.State.Version;
            if (decision.IsReuse)
            {
                return Reused(step, decision) with { Duration = setup.Request.Clock.GetElapsedTime(start) };
            }

            RequireEngine(step);
            await RequireInputsAsync(step, cancellationToken).ConfigureAwait(false);
            StepResult built = await BuildAsync(place, decision, cancellationToken).ConfigureAwait(false);
            return built with { Duration = setup.Request.Clock.GetElapsedTime(start) };
        }
        catch (LakehouseException fault)
        {
            return Failed(step, reason, fault, version) with { Duration = setup.Request.Clock.GetElapsedTime(start) };
        }
    }

    private static StepResult Reused(Step step, StepDecision decision) => new()
    {
        Name = step.Name,
        Kind = step.Kind,
        Status = StepStatus.Reused,
        Reason = decision.Reason,
        Rows = decision.State.Record?.Rows,
        Version = decision.State.Version,
    };

    /// <summary>Refuses a model that is written for another engine.</summary>
    /// <exception cref="TransformException"><c>LH4077</c>: the model runs on another engine only.</exception>
    private void RequireEngine(Step step)
    {
        string engine = setup.Request.Engine.Name;
        if (step.Model?.Engine is { } only && !string.Equals(only, engine, StringComparison.Ordinal))
        {
            throw new TransformException(
                "LH4077",
                $"found 'engine: {only}' in {step.File?.FullPath} on a run with {engine}, expected a model that {engine} can run.",
                $"Write it in the shared dialect without 'engine:', or leave it out with '--exclude {step.Name}'.");
        }
    }

    /// <summary>A model that has to be there and is not was left out of the selection before it was ever built.</summary>
    /// <exception cref="TransformException"><c>LH4076</c>: an input is not there.</exception>
    private async Task RequireInputsAsync(Step step, CancellationToken cancellationToken)
    {
        foreach (Step input in step.Inputs.Select(name => setup.Graph[name]).Where(input => input.Kind != StepKind.Source))
        {
            TableState state = await setup.States.GetAsync(input, cancellationToken).ConfigureAwait(false);
            if (state.Version is null)
            {
                throw new TransformException(
                    "LH4076",
                    $"found no table {input.Name}, which {step.Name} reads, expected it built before.",
                    $"Select '+{step.Name}' to build what it reads as well.");
            }
        }
    }

    private async Task<StepResult> BuildAsync(StepPlace place, StepDecision decision, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            progress?.Report(new RunEvent.StepStarted(place.Step.Name, place.Number, place.StepCount, decision.Reason));
            IProgress<EngineProgress>? engineProgress = progress is null ? null : new Relay(place.Step.Name, progress);
            return await sessions
                .UseAsync(
                    session => _builder.BuildAsync(place.Step, decision, session, engineProgress, cancellationToken),
                    cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }

    private sealed class Relay(TableName name, IProgress<RunEvent> progress) : IProgress<EngineProgress>
    {
        public void Report(EngineProgress value) => progress.Report(new RunEvent.StepProgressed(name, value));
    }
}
