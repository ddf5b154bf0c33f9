using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Checks;

/// <summary>Runs checks on what is bound as <c>this</c>, and keeps rows that fail.</summary>
/// <param name="parameters">The values of parameters.</param>
/// <param name="failedFolder">Where failing rows of this run are kept.</param>
/// <param name="clock">Measures.</param>
internal sealed class CheckRunner(SqlParameters parameters, string failedFolder, TimeProvider clock)
{
    /// <summary>How many failing rows of a check are kept.</summary>
    internal const int SampleSize = 100;

    /// <summary>Runs checks one after another; one that cannot run is a result too.</summary>
    internal async Task<List<CheckResult>> RunAsync(
        IEngineSession session,
        Model model,
        IEnumerable<ModelCheck> checks,
        CancellationToken cancellationToken)
    {
        List<CheckResult> results = [];
        foreach (ModelCheck check in checks)
        {
            results.Add(await RunAsync(session, model, check, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private async Task<CheckResult> RunAsync(IEngineSession session, Model model, ModelCheck check, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        try
        {
            BoundSql sql = CheckSql.FailingRows(check, model, parameters);
            (RowSet rows, long count) = await FailingAsync(session, model, check, sql, cancellationToken).ConfigureAwait(false);
            string? sample = null;
            if (count > 0)
            {
                sample = Path.Combine(failedFolder, $"{model.Name}.{FileNameOf(check)}.ndjson");
                await FailingRowsFile.WriteAsync(sample, rows, cancellationToken).ConfigureAwait(false);
            }

            CheckStatus status = (count, check.Severity) switch
            {
                (0, _) => CheckStatus.Passed,
                (_, CheckSeverity.Warn) => CheckStatus.Warned,
                _ => CheckStatus.Failed,
            };
            return new CheckResult(check.Name, check.Severity, status, count, sample, clock.GetElapsedTime(start), Message: null);
        }
        catch (LakehouseException fault)
        {
            return new CheckResult(check.Name, check.Severity, CheckStatus.Broken, 0, null, clock.GetElapsedTime(start), fault.Message);
        }
    }

    private static async Task<(RowSet Rows, long Count)> FailingAsync(
        IEngineSession session,
        Model model,
        ModelCheck check,
        BoundSql sql,
        CancellationToken cancellationToken)
    {
        try
        {
            RowSet rows = await session.QueryAsync(sql.Text, SampleSize, cancellationToken).ConfigureAwait(false);
            if (rows.IsComplete)
            {
                return (rows, rows.Rows.Count);
            }

            RowSet count = await session
                .QueryAsync($"select cast(count(*) as bigint) as row_count from (\n{sql.Text}\n) as failing", 1, cancellationToken)
                .ConfigureAwait(false);
            return (rows, Convert.ToInt64(count.Rows[0][0], CultureInfo.InvariantCulture));
        }
        catch (EngineException failure)
        {
            throw SqlFault.Of(failure, sql, model.File.FullPath, check.Line);
        }
    }

    private static string FileNameOf(ModelCheck check) =>
        string.Concat(check.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
}
