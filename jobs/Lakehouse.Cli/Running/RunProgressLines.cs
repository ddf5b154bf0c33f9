using System.Diagnostics;
using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Ingest;
using Lakehouse.Runs;
using Lakehouse.Transform.Running;

namespace Lakehouse.Cli.Running;

/// <summary>
/// Shows that a run gets on once it takes longer than two seconds: a live line on a terminal, lines with the time elsewhere.
/// </summary>
/// <param name="terminal">Where to write: standard error, so that the answer stays clean.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class RunProgressLines(Terminal terminal, TimeProvider clock) : IProgress<RunProgress>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly long _startedAt = clock.GetTimestamp();
    private long _drawnAt;
    private bool _isDrawn;

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        if (terminal.Choices.Quiet || clock.GetElapsedTime(_startedAt) < Patience)
        {
            return;
        }

        lock (_gate)
        {
            if (terminal.CanDraw)
            {
                Draw(value);
            }
            else if (Finished(value) is { } line)
            {
                terminal.Message($"{clock.GetUtcNow().UtcDateTime:HH:mm:ss}Z  {line}");
            }
        }
    }

    /// <summary>Takes the live line away.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            if (_isDrawn)
            {
                terminal.DrawLine(string.Empty);
                _isDrawn = false;
            }
        }
    }

    private void Draw(RunProgress value)
    {
        if (_isDrawn && clock.GetElapsedTime(_drawnAt) < Redraw)
        {
            return;
        }

        _drawnAt = clock.GetTimestamp();
        _isDrawn = true;
        terminal.DrawLine(string.Create(
            CultureInfo.InvariantCulture, $"{clock.GetElapsedTime(_startedAt).TotalSeconds:0} s  {Current(value)}"));
    }

    private static string Doing(LandingPhase phase) => phase switch
    {
        LandingPhase.Extracting => "querying",
        LandingPhase.Inspecting => "reading",
        LandingPhase.Diagnosing => "sorting out rows of",
        LandingPhase.Loading => "loading",
        LandingPhase.Committing => "committing",
        _ => throw new UnreachableException(),
    };

    private static string Current(RunProgress value) => value switch
    {
        RunProgress.Landing { Progress: var at } => string.Create(
            CultureInfo.InvariantCulture,
            $"{Doing(at.Phase)} {at.Source}.{at.Entity}{(at.Fraction is { } done ? $", {done:P0}" : string.Empty)}"),
        RunProgress.Landed landed => $"landed {landed.Entity.Source}.{landed.Entity.Entity}",
        RunProgress.Publishing publishing => string.Create(CultureInfo.InvariantCulture, $"publishing release {publishing.Release}"),
        RunProgress.Building building => building.Event switch
        {
            RunEvent.Started started => string.Create(CultureInfo.InvariantCulture, $"building {started.StepCount} steps"),
            RunEvent.StepStarted step => string.Create(CultureInfo.InvariantCulture, $"building {step.Number} of {step.StepCount}: {step.Name}"),
            RunEvent.StepProgressed step => string.Create(
                CultureInfo.InvariantCulture, $"building {step.Name}{(step.Progress.Fraction is { } done ? $", {done:P0}" : string.Empty)}"),
            RunEvent.StepFinished step => string.Create(CultureInfo.InvariantCulture, $"built {step.Number} of {step.StepCount}: {step.Result.Name}"),
            RunEvent.Finished => "finishing",
            _ => throw new UnreachableException(),
        },
        _ => throw new UnreachableException(),
    };

    // Elsewhere than on a terminal only what is over is told, and of the steps only those that did something.
    private static string? Finished(RunProgress value) => value switch
    {
        RunProgress.Landed { Entity.NewFiles: > 0 } landed => string.Create(
            CultureInfo.InvariantCulture, $"landed {landed.Entity.Source}.{landed.Entity.Entity}: {landed.Entity.LoadedRows} of {landed.Entity.DeliveredRows} rows"),
        RunProgress.Building { Event: RunEvent.StepFinished { Result.Status: not StepStatus.Reused } step } => string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Number} of {step.StepCount}  {step.Result.Status.ToText()} {step.Result.Name} in {step.Result.Duration.TotalSeconds:0.00} s"),
        RunProgress.Publishing publishing => string.Create(CultureInfo.InvariantCulture, $"publishing release {publishing.Release}"),
        _ => null,
    };
}
