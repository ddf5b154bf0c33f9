using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Running;

namespace Lakehouse.Transform.History;

/// <summary>Writes what a run did into the tables under <c>ops</c>.</summary>
internal sealed class RunHistory(TransformRequest request)
{
    private static readonly TableName Rows = new("main", "_history_rows");

    /// <summary>Writes the run, its steps and its checks, each table in one commit, the run last.</summary>
    /// <exception cref="LakehouseException">A table cannot be written.</exception>
    internal async Task WriteAsync(IEngineSession session, TransformResult result, string status, CancellationToken cancellationToken)
    {
        object?[][] steps = [.. result.Steps.Select(step => StepRow(result, step))];
        await AppendAsync(session, OpsTables.RunStep, steps, summary: null, cancellationToken).ConfigureAwait(false);

        object?[][] checks = [.. result.Steps.SelectMany(step => step.Checks.Select(check => CheckRow(result, step, check)))];
        await AppendAsync(session, OpsTables.CheckResult, checks, summary: null, cancellationToken).ConfigureAwait(false);

        string summary = JsonSerializer.Serialize(SummaryOf(result, status), HistoryJson.Default.LastRun);
        await AppendAsync(session, OpsTables.Run, [RunRow(result, status)], summary, cancellationToken).ConfigureAwait(false);
    }

    private static LastRun SummaryOf(TransformResult result, string status)
    {
        SortedDictionary<string, string> results = new(StringComparer.Ordinal);
        foreach (StepResult step in result.Steps.Where(step => !step.IsGood))
        {
            results[step.Name.ToString()] = step switch
            {
                { Status: StepStatus.Skipped } => "skipped",
                { ErrorCode: "LH4072" } => "fail",
                _ => "error",
            };
        }

        return new LastRun(result.RunId, result.AsOf, status, results);
    }

    private async Task AppendAsync(
        IEngineSession session,
        TableName name,
        object?[][] rows,
        string? summary,
        CancellationToken cancellationToken)
    {
        if (rows.Length == 0)
        {
            return;
        }

        StructType schema = OpsTables.SchemaOf(name);
        DeltaTable table = request.Tables(name);
        await session.LoadRowsAsync(Rows, schema, rows, cancellationToken).ConfigureAwait(false);
        StageRequest stage = new()
        {
            Sql = "select * from main._history_rows",
            Schema = schema,
            TableRoot = table.LocalRoot,
            Label = name.ToString(),
        };
        StagedRows staged = await session.StageAsync(stage, progress: null, cancellationToken).ConfigureAwait(false);
        Snapshot? current = await table.TryLoadAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RowRule> kept = await TableRules.RequireKeptAsync(session, current, schema, staged, cancellationToken).ConfigureAwait(false);
        TableWrite write = new() { Mode = WriteMode.Append, Schema = schema, Files = staged.Files, UserMetadata = summary, KeptRules = kept };
        _ = await table.WriteAsync(current, write, cancellationToken).ConfigureAwait(false);
    }

    private object?[] RunRow(TransformResult result, string status) =>
    [
        result.RunId,
        result.AsOf,
        result.StartedAt,
        result.FinishedAt,
        request.Command,
        request.Selection.ToString(),
        status,
        (long)result.Steps.Count,
        (long)result.Count(StepStatus.Built),
        (long)result.Count(StepStatus.Warned),
        (long)result.Count(StepStatus.Unchanged),
        (long)result.Count(StepStatus.Reused),
        (long)result.Count(StepStatus.Failed),
        (long)result.Count(StepStatus.Skipped),
        request.Engine.Name,
        request.ProductVersion,
        result.Release,
        result.ReleaseReason,
        request.Trigger,
    ];

    private static object?[] StepRow(TransformResult result, StepResult step) =>
    [
        result.RunId,
        step.Name.ToString(),
        step.Kind == Graph.StepKind.Definition ? "definition" : "model",
        step.Status.ToText(),
        step.Reason,
        step.Rows,
        (long)step.Files,
        step.Bytes,
        step.Version,
        (long)step.Duration.TotalMilliseconds,
        step.ErrorCode,
        step.Message,
    ];

    private static object?[] CheckRow(TransformResult result, StepResult step, CheckResult check) =>
    [
        result.RunId,
        step.Name.ToString(),
        check.Check,
        check.Severity == CheckSeverity.Error ? "error" : "warn",
        check.Status switch
        {
            CheckStatus.Passed => "PASSED",
            CheckStatus.Warned => "WARNED",
            CheckStatus.Failed => "FAILED",
            CheckStatus.Broken => "BROKEN",
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        check.FailingRows,
        check.SamplePath,
        (long)check.Duration.TotalMilliseconds,
        check.Message,
    ];
}
