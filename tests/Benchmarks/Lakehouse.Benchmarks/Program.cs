using System.Globalization;
using Lakehouse.Benchmarks;
using Lakehouse.Benchmarks.Matching;
using Lakehouse.Benchmarks.Transform;
using Lakehouse.Testing;

// dotnet run -c Release --project tests/Benchmarks/Lakehouse.Benchmarks -- landing [megabytes] [rounds]
// dotnet run -c Release --project tests/Benchmarks/Lakehouse.Benchmarks -- transform [parallelism]
// dotnet run -c Release --project tests/Benchmarks/Lakehouse.Benchmarks -- matching [records ...]
// dotnet run -c Release --project tests/Benchmarks/Lakehouse.Benchmarks -- persons FILE [records]
string name = args.Length > 0 ? args[0] : "landing";
switch (name)
{
    case "landing":
        await new LandingBenchmark(Number(1, 200), Number(2, 3)).RunAsync(CancellationToken.None);
        return 0;
    case "transform":
        await TransformBenchmark.RunAsync(Console.Out, Number(1, Environment.ProcessorCount));
        return 0;
    case "matching":
        int[] counts = args.Length > 1 ? [.. args.Skip(1).Select(each => int.Parse(each, CultureInfo.InvariantCulture))] : [100_000, 1_000_000, 2_000_000];
        await MatchingBenchmark.RunAsync(Console.Out, Repository.At("examples", "matching", "persons.yml"), counts);
        return 0;
    case "persons":
        new PersonRecords(seed: 7).Write(args[1], Number(2, 1_000_000));
        return 0;
    default:
        await Console.Error.WriteLineAsync($"found the benchmark '{name}', expected landing, transform, matching or persons.");
        return 2;
}

int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
