namespace Lakehouse.Transform.Testing;

/// <summary>How a model test came out.</summary>
/// <param name="IsPassed">Whether the rows are the expected ones.</param>
/// <param name="Report">What was expected, what came out and where they differ; one line when it passed.</param>
public sealed record ModelTestResult(bool IsPassed, string Report);
