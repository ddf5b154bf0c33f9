using System.Diagnostics;
using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;
using Lakehouse.Matching.Running;

namespace Lakehouse.Benchmarks.Matching;

/// <summary>Matches generated persons from a CSV file to pairs and clusters in Parquet, and says what each stage took.</summary>
internal static class MatchingBenchmark
{
    /// <summary>Runs.</summary>
    /// <param name="output">Where the results go.</param>
    /// <param name="modelFile">The model.</param>
    /// <param name="recordCounts">How many records, one run each.</param>
    internal static async Task RunAsync(TextWriter output, string modelFile, IReadOnlyList<int> recordCounts)
    {
        string folder = Directory.CreateTempSubdirectory("lakehouse-matching-").FullName;
        try
        {
            foreach (int count in recordCounts)
            {
                string input = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"persons-{count}.csv"));
                new PersonRecords(seed: 7).Write(input, count);
                await RunAsync(output, modelFile, input, folder);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(TextWriter output, string modelFile, string input, string folder)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan cpuBefore = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        CpuOfStages stages = new(process);
        await using DuckDbEngine engine = new(new DuckDbOptions());
        await using IEngineSession session = await engine.OpenSessionAsync(CancellationToken.None);
        MatchReport report = await new MatchRun(session, TimeProvider.System).ExecuteAsync(
            new MatchRequest
            {
                Model = MatchModelReader.Read(modelFile),
                Input = MatchFiles.Read(input),
                PairsFile = Path.Combine(folder, "pairs.parquet"),
                ClustersFile = Path.Combine(folder, "clusters.parquet"),
                TruthColumn = "cluster",
            },
            stages,
            CancellationToken.None);
        stages.Report("end");
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        output.WriteLine(Text($"{report.Records.Total:N0} records: {wall.TotalSeconds:F1} s, cpu {(process.TotalProcessorTime - cpuBefore).TotalSeconds:F1} s, peak {process.PeakWorkingSet64 / 1e6:F0} MB"));
        output.WriteLine(string.Join(", ", report.Stages.Select(stage => Text($"{stage.Name} {stage.Time.TotalSeconds:F2} (cpu {stages.Of(stage.Name):F2})"))));
        output.WriteLine(string.Join(", ", report.Blocking.Rules.Select(rule => Text($"{rule.Name} {rule.PairCount:N0}"))));
        output.WriteLine(Text($"lambda {report.Trained.Parameters.Lambda:E3}, pairs {report.Pairs}, clusters {report.Clusters}"));
        output.WriteLine(Text($"ceiling {report.Quality!.RecallCeiling:F4}; merge P {report.Quality.AtMerge.Precision:F4} R {report.Quality.AtMerge.Recall:F4} F1 {report.Quality.AtMerge.F1:F4}; best F1 {report.Quality.Best.F1:F4} at {report.Quality.BestWeight:F2} (p {MatchParameters.Probability(report.Quality.BestWeight):F3})"));
        output.Flush();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class CpuOfStages(Process process) : IProgress<string>
    {
        private readonly List<(string Stage, TimeSpan Cpu)> _begun = [];

        public void Report(string value)
        {
            process.Refresh();
            _begun.Add((value, process.TotalProcessorTime));
        }

        public double Of(string stage)
        {
            int index = _begun.FindIndex(each => each.Stage == stage);
            return (_begun[index + 1].Cpu - _begun[index].Cpu).TotalSeconds;
        }
    }
}
