using System.Globalization;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Transform.Planning;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Validation;

namespace Lakehouse.Benchmarks.Transform;

/// <summary>
/// How long a project of two hundred models and four hundred checks takes to list, plan, validate, run, run again and
/// run after one edit. Each measurement has a fresh engine, as a new process would.
/// </summary>
public static class TransformBenchmark
{
    /// <summary>Measures in a temporary folder and writes one line a measurement.</summary>
    /// <param name="output">Gets the lines: milliseconds, what was measured, what came out.</param>
    /// <param name="parallelism">How many models are built at a time.</param>
    /// <returns>When all is measured.</returns>
    public static async Task RunAsync(TextWriter output, int parallelism)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lakehouse-bench-");
        try
        {
            GeneratedProject project = new(folder.FullName);
            await MeasureAsync(output, "create and land", async engine =>
            {
                await project.CreateAsync(engine).ConfigureAwait(false);
                return string.Create(CultureInfo.InvariantCulture, $"{GeneratedProject.ModelCount} models");
            }).ConfigureAwait(false);

            await MeasureAsync(output, "validate, nothing known", engine => ValidateAsync(project, engine)).ConfigureAwait(false);
            await MeasureAsync(output, "validate, unchanged", engine => ValidateAsync(project, engine)).ConfigureAwait(false);
            await MeasureAsync(output, "first run", engine => RunAsync(project, engine, "first", parallelism)).ConfigureAwait(false);
            for (int i = 1; i <= 3; i++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"again-{i}");
                await MeasureAsync(output, "nothing to do", engine => RunAsync(project, engine, id, parallelism)).ConfigureAwait(false);
            }

            await MeasureAsync(output, "plan", async engine =>
            {
                TransformRequest request = project.Request(engine, "plan");
                IReadOnlyList<PlannedStep> plan = await Planner.PlanAsync(request, CancellationToken.None).ConfigureAwait(false);
                return string.Create(CultureInfo.InvariantCulture, $"{plan.Count(step => step.Action == PlannedAction.Reuse)} reused");
            }).ConfigureAwait(false);

            project.WriteModel(ModelIn(layer: 3), factor: 2);
            await MeasureAsync(output, "one edit", engine => RunAsync(project, engine, "edit", parallelism)).ConfigureAwait(false);
            project.WriteModel(ModelIn(layer: 9), factor: 2);
            await MeasureAsync(output, "one edit at the end", engine => RunAsync(project, engine, "edit-2", parallelism))
                .ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int ModelIn(int layer) => layer * 20;

    private static async Task<string> ValidateAsync(GeneratedProject project, DuckDbEngine engine)
    {
        int count = await Validator.ValidateAsync(project.Request(engine, "validate"), CancellationToken.None).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{count} sound");
    }

    private static async Task<string> RunAsync(GeneratedProject project, DuckDbEngine engine, string runId, int parallelism)
    {
        TransformRequest request = project.Request(engine, runId) with { Parallelism = parallelism };
        TransformResult result = await TransformRun.ExecuteAsync(request, progress: null, CancellationToken.None).ConfigureAwait(false);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Count(StepStatus.Built)} built, {result.Count(StepStatus.Unchanged)} unchanged, "
                + $"{result.Count(StepStatus.Reused)} reused, {result.Count(StepStatus.Failed)} failed; "
                + $"release {result.Release}; {result.HistoryFault ?? "history written"}");
    }

    private static async Task MeasureAsync(TextWriter output, string what, Func<DuckDbEngine, Task<string>> work)
    {
        TimeProvider clock = TimeProvider.System;
        long start = clock.GetTimestamp();
        DuckDbEngine engine = new(new DuckDbOptions());
        await using (engine.ConfigureAwait(false))
        {
            string came = await work(engine).ConfigureAwait(false);
            double milliseconds = clock.GetElapsedTime(start).TotalMilliseconds;
            string line = string.Create(CultureInfo.InvariantCulture, $"{milliseconds,8:0} ms  {what,-24} {came}");
            await output.WriteLineAsync(line).ConfigureAwait(false);
        }
    }
}
