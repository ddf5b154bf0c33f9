using System.Globalization;
using Lakehouse.Benchmarks;

// Usage: dotnet run -c Release --project tests/Benchmarks/Lakehouse.Benchmarks -- landing [megabytes] [rounds]
string name = args.Length > 0 ? args[0] : "landing";
int megabytes = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
int rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 3;
if (name != "landing")
{
    await Console.Error.WriteLineAsync($"found the benchmark '{name}', expected landing.");
    return 2;
}

await new LandingBenchmark(megabytes, rounds).RunAsync(CancellationToken.None);
return 0;
