using Lakehouse.Benchmarks;
using Lakehouse.Benchmarks.Matching;
using Lakehouse.Benchmarks.Opening;
using Lakehouse.Benchmarks.Tables;
using Lakehouse.Benchmarks.Transform;
using Lakehouse.Testing;

// dotnet run -c Release --project tests/Benchmarks/Lakehouse.Benchmarks -- NAME [ARGUMENTS]; without a name it lists them.
Benchmark[] benchmarks =
[
    new("landing", "[megabytes] [rounds]", given => new LandingBenchmark(given.Number(0, 200), given.Number(1, 3)).RunAsync(default)),
    new("transform", "[parallelism]", given => TransformBenchmark.RunAsync(Console.Out, given.Number(0, Environment.ProcessorCount))),
    new("append", "[rows] [rounds]", given => AppendBenchmark.RunAsync(Console.Out, given.Number(0, 1_000_000), given.Number(1, 5))),
    new("merge", "[rows] [rounds]", given => MergeBenchmark.RunAsync(Console.Out, given.Number(0, 10_000_000), given.Number(1, 3))),
    new("opening", "checkpoint|commits [count] [rounds]", given => OpeningBenchmark.RunAsync(Console.Out, given.Text(0), given.Number(1, 100_000), given.Number(2, 5))),
    new("writers", "[commits]", given => WritersBenchmark.RunAsync(Console.Out, given.Number(0, 400))),
    new("scan", "[files] [rounds]", given => ScanBenchmark.RunAsync(Console.Out, given.Number(0, 10_000), given.Number(1, 5))),
    new(
        "matching",
        "[records ...]",
        given =>
            MatchingBenchmark.RunAsync(
                Console.Out,
                Repository.At("examples", "matching", "persons.yml"),
                given.Numbers(100_000, 1_000_000, 2_000_000)
            )
    ),
    new("persons", "FILE [records]", WritePersons),
];

if (benchmarks.FirstOrDefault(each => args is [var name, ..] && each.Name == name) is { } chosen)
{
    await chosen.Run(new BenchmarkArguments(args[1..]));
    return 0;
}

await Console.Error.WriteLineAsync(args is [var unknown, ..] ? $"found the benchmark '{unknown}', expected one of:" : "Benchmarks:");
foreach (Benchmark each in benchmarks)
{
    await Console.Error.WriteLineAsync($"  {each.Name} {each.Usage}");
}

return 2;

static Task WritePersons(BenchmarkArguments given)
{
    new PersonRecords(seed: 7).Write(given.Text(0), given.Number(1, 1_000_000));
    return Task.CompletedTask;
}
