namespace Lakehouse.Sample;

/// <summary>How far the generation is.</summary>
/// <param name="Step">What is being done, for example <c>companies</c> or <c>files</c>.</param>
/// <param name="Done">How many are done.</param>
/// <param name="Total">How many there are; at least 1.</param>
public readonly record struct SampleProgress(string Step, int Done, int Total);
