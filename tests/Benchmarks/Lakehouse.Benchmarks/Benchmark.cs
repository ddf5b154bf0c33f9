namespace Lakehouse.Benchmarks;

/// <summary>Something that is measured.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Usage">The arguments that it takes.</param>
/// <param name="Run">Measures it, and prints what was measured.</param>
internal sealed record Benchmark(string Name, string Usage, Func<BenchmarkArguments, Task> Run);
