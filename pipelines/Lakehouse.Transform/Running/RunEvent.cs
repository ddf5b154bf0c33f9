using Lakehouse.Engine;

namespace Lakehouse.Transform.Running;

/// <summary>Something that happened in a run, told as it happens. Events may come from several threads.</summary>
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    /// <summary>The steps are known.</summary>
    /// <param name="StepCount">How many are selected.</param>
    public sealed record Started(int StepCount) : RunEvent;

    /// <summary>A step begins to be built.</summary>
    /// <param name="Name">The table.</param>
    /// <param name="Number">Its place in the run's order, from 1.</param>
    /// <param name="StepCount">How many steps are selected.</param>
    /// <param name="Reason">Why it is built.</param>
    public sealed record StepStarted(TableName Name, int Number, int StepCount, string Reason) : RunEvent;

    /// <summary>A step gets on.</summary>
    /// <param name="Name">The table.</param>
    /// <param name="Progress">How far its SELECT is.</param>
    public sealed record StepProgressed(TableName Name, EngineProgress Progress) : RunEvent;

    /// <summary>A step has ended; also told of steps that were reused or skipped.</summary>
    /// <param name="Result">What became of it.</param>
    /// <param name="Number">Its place in the run's order, from 1.</param>
    /// <param name="StepCount">How many steps are selected.</param>
    public sealed record StepFinished(StepResult Result, int Number, int StepCount) : RunEvent;

    /// <summary>The run has ended.</summary>
    /// <param name="Result">What it did.</param>
    public sealed record Finished(TransformResult Result) : RunEvent;
}
