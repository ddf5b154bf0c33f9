using Lakehouse.Transform.Graph;

namespace Lakehouse.Transform.Running;

/// <summary>A step of a run.</summary>
/// <param name="Step">The step.</param>
/// <param name="Number">Its place in the run's order, from 1.</param>
/// <param name="StepCount">How many steps the run has.</param>
internal readonly record struct StepPlace(Step Step, int Number, int StepCount);
