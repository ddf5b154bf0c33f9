using System.Globalization;
using Lakehouse.Benchmarks;
using Lakehouse.Benchmarks.Tables;
using Lakehouse.Benchmarks.Transform;

// dotnet run -c Release --project tests/Benchmarks/Lakehouse.Benchmarks -- landing [megabytes] [rounds]
// dotnet run -c Release --project tests/Benchmarks/Lakehouse.Benchmarks -- transform [parallelism]
// dotnet run -c Release --project tests/Benchmarks/Lakehouse.Benchmarks -- append [rows] [rounds]
// dotnet run -c Release --project tests/Benchmarks/Lakehouse.Benchmarks -- merge [rows] [rounds]
string name = args.Length > 0 ? args[0] : "landing";
switch (name)
{
    case "landing":
        await new LandingBenchmark(Number(1, 200), Number(2, 3)).RunAsync(CancellationToken.None);
        return 0;
    case "transform":
        await TransformBenchmark.RunAsync(Console.Out, Number(1, Environment.ProcessorCount));
        return 0;
    case "append":
        await AppendBenchmark.RunAsync(Console.Out, Number(1, 1_000_000), Number(2, 5));
        return 0;
    case "merge":
        await MergeBenchmark.RunAsync(Console.Out, Number(1, 10_000_000), Number(2, 3));
        return 0;
    default:
        await Console.Error.WriteLineAsync($"found the benchmark '{name}', expected landing, transform, append or merge.");
        return 2;
}

int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
