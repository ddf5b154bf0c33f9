using System.Globalization;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Definitions;
using Lakehouse.Transform.Fingerprints;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Merging;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Running;

/// <summary>Builds one step: stages its rows, checks them, and commits them only then.</summary>
internal sealed class StepBuilder(TransformRequest request, TransformGraph graph, TableStates states, SqlParameters parameters)
{
    private static readonly TableName DefinitionRowsTable = new("main", "_rows");

    private readonly StepCommit _commit = new(request, states);

    private readonly CheckRunner _checks = new(
        parameters, Path.Combine(request.Project.WarehouseFolder, "_failed", request.RunId), request.Clock);

    /// <summary>Builds.</summary>
    /// <param name="step">The step.</param>
    /// <param name="decision">What was decided about it.</param>
    /// <param name="session">A session; its inputs get bound.</param>
    /// <param name="progress">Told how far its SELECT is; null for none.</param>
    /// <param name="cancellationToken">Stops it; what was staged is deleted.</param>
    /// <exception cref="Delta.LakehouseException">Anything that keeps it from being built; the table is as it was.</exception>
    internal async Task<StepResult> BuildAsync(
        Step step,
        StepDecision decision,
        BoundSession session,
        IProgress<EngineProgress>? progress,
        CancellationToken cancellationToken)
    {
        StagingArea files = new(states.Table(step.Name).LocalRoot, step.Name.ToString(), progress);
        try
        {
            StagedRows incoming = await StageAsync(step, session, files, cancellationToken).ConfigureAwait(false);
            await session.Engine.BindStagedAsync(CheckSql.This, step.Schema, incoming, cancellationToken).ConfigureAwait(false);
            List<CheckResult> checks = await CheckAsync(step.Model, session, step.Model?.Checks ?? [], cancellationToken)
                .ConfigureAwait(false);
            if (checks.Exists(Blocks))
            {
                return Refused(step, decision, incoming.RowCount, checks);
            }

            Publication publication = new(step, decision, incoming, checks);
            return await PublishAsync(publication, session, files, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            files.DeleteRest();
        }
    }

    private static bool Blocks(CheckResult check) => check.Status is CheckStatus.Failed or CheckStatus.Broken;

    private async Task<StagedRows> StageAsync(Step step, BoundSession session, StagingArea files, CancellationToken cancellationToken)
    {
        if (step.Definition is { } definition)
        {
            await session.Engine
                .LoadRowsAsync(DefinitionRowsTable, definition.Schema, DefinitionRows.Read(definition), cancellationToken)
                .ConfigureAwait(false);
            return await files.StageAsync(session.Engine, "select * from main._rows", definition.Schema, cancellationToken)
                .ConfigureAwait(false);
        }

        Model model = step.Model!; // A step that is built is a definition or a model.
        foreach (TableName input in step.Inputs)
        {
            await session.BindInputAsync(graph[input], states, cancellationToken).ConfigureAwait(false);
        }

        BoundSql sql = parameters.Bind(model.Sql, model.File.FullPath, firstLine: 1);
        try
        {
            return await files.StageAsync(session.Engine, sql.Text, model.Schema, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException failure)
        {
            throw SqlFault.Of(failure, sql, model.File.FullPath, firstLine: 1);
        }
    }

    private async Task<List<CheckResult>> CheckAsync(
        Model? model,
        BoundSession session,
        IEnumerable<ModelCheck> checks,
        CancellationToken cancellationToken) => model is null
        ? []
        : await _checks.RunAsync(session.Engine, model, checks, cancellationToken).ConfigureAwait(false);

    private async Task<StepResult> PublishAsync(
        Publication publication,
        BoundSession session,
        StagingArea files,
        CancellationToken cancellationToken)
    {
        Step step = publication.Step;
        TableState before = publication.Decision.State;
        bool isRetried = false;
        while (true)
        {
            Snapshot? current = await states.SnapshotAsync(step, cancellationToken).ConfigureAwait(false);
            MergeInput input = new(session, step.Name, step.Schema, publication.Incoming, current, before);
            IRowsMerge merge = MergeOf(step, publication.Decision.Parts, before);
            RowsChange change = await merge.PrepareAsync(input, files, cancellationToken).ConfigureAwait(false);
            long rows = await CheckMergedAsync(publication, change, session, cancellationToken).ConfigureAwait(false);
            if (publication.Checks.Exists(Blocks))
            {
                return Refused(step, publication.Decision, rows, publication.Checks);
            }

            IReadOnlyList<RowRule> kept = await HoldAsync(session, current, change, cancellationToken).ConfigureAwait(false);
            WriteOutcome outcome = await _commit
                .WriteAsync(publication, change, new StepCommit.Before(before, current, rows) { KeptRules = kept }, files, cancellationToken)
                .ConfigureAwait(false);
            if (outcome is WriteOutcome.Committed committed)
            {
                return Built(publication, change, committed.Version.Number, rows);
            }

            if (isRetried)
            {
                throw Conflict(step, outcome);
            }

            isRetried = true;
            before = await states.RefreshAsync(step, cancellationToken).ConfigureAwait(false);
        }
    }

    // Beside the checks of the model, the table may have constraints of its own.
    private static Task<IReadOnlyList<RowRule>> HoldAsync(
        BoundSession session,
        Snapshot? current,
        RowsChange change,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<DataFile> added = change.IsSame ? [] : change.Added;
        StagedRows staged = new(current?.LocalRoot ?? string.Empty, added, added.Sum(file => file.Statistics?.RowCount ?? 1));
        return TableRules.RequireKeptAsync(session.Engine, current, change.Schema, staged, cancellationToken);
    }

    private IRowsMerge MergeOf(Step step, StepParts parts, TableState before) => step.Model switch
    {
        { Kind: ModelKind.ByKey, Key: var key } when !request.Full => new KeyMerge(key),
        { Kind: ModelKind.ByPeriod, Period: { } period } when !request.Full => new PeriodMerge(period),
        { Kind: ModelKind.Append } when !request.Full => new AppendMerge(),
        _ => new FullMerge(
            request.Engine.Name, string.Equals(before.Record?.Parts.Contract, parts.Contract, StringComparison.Ordinal)),
    };

    /// <summary>Counts the rows after the change and, where earlier rows stay, checks uniqueness over all of them.</summary>
    private async Task<long> CheckMergedAsync(
        Publication publication,
        RowsChange change,
        BoundSession session,
        CancellationToken cancellationToken)
    {
        if (ReferenceEquals(change.Result, publication.Incoming))
        {
            return publication.Incoming.RowCount;
        }

        await session.Engine.BindStagedAsync(CheckSql.This, change.Schema, change.Result, cancellationToken).ConfigureAwait(false);
        Model model = publication.Step.Model!; // Only models are merged with earlier rows.
        List<CheckResult> merged = await CheckAsync(model, session, model.Checks.OfType<ModelCheck.Unique>(), cancellationToken)
            .ConfigureAwait(false);
        publication.Replace(merged);
        RowSet count = await session.Engine
            .QueryAsync("select cast(count(*) as bigint) as row_count from main.this", 1, cancellationToken)
            .ConfigureAwait(false);

        // A second attempt merges the incoming rows again, so they are what `this` means once more.
        await session.Engine.BindStagedAsync(CheckSql.This, publication.Step.Schema, publication.Incoming, cancellationToken)
            .ConfigureAwait(false);
        return Convert.ToInt64(count.Rows[0][0], CultureInfo.InvariantCulture);
    }

    private static StepResult Built(Publication publication, RowsChange change, long version, long rows)
    {
        bool isWarned = publication.Checks.Exists(check => check.Status == CheckStatus.Warned);
        StepStatus status = change.IsSame ? StepStatus.Unchanged : StepStatus.Built;
        return new StepResult
        {
            Name = publication.Step.Name,
            Kind = publication.Step.Kind,
            Status = isWarned ? StepStatus.Warned : status,
            Reason = publication.Decision.Reason,
            Rows = rows,
            Files = change.IsSame ? 0 : change.Added.Count,
            Bytes = change.IsSame ? 0 : change.Added.Sum(file => file.SizeBytes),
            Version = version,
            Message = isWarned ? CheckSummary.Warned(publication.Checks) : null,
            Checks = publication.Checks,
        };
    }

    private static StepResult Refused(Step step, StepDecision decision, long rows, List<CheckResult> checks)
    {
        TransformException fault = CheckSummary.Fault(step, decision.State.Version, checks);
        return new StepResult
        {
            Name = step.Name,
            Kind = step.Kind,
            Status = StepStatus.Failed,
            Reason = decision.Reason,
            Rows = rows,
            Version = decision.State.Version,
            ErrorCode = fault.Code,
            Message = fault.Message,
            Checks = checks,
        };
    }

    private static TransformException Conflict(Step step, WriteOutcome outcome) => new(
        "LH4074",
        outcome is WriteOutcome.Conflicted conflicted
            ? $"found version {conflicted.Winner} of {step.Name} written by somebody else while this step ran ({conflicted.Reason}), "
                + "twice, expected no other writer."
            : $"found the write of {step.Name} in the table already, expected it new.",
        "Let one writer at a time write to the warehouse, then run again.");
}
