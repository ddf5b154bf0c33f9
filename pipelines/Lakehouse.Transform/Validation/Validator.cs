using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Transform.Caching;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Fingerprints;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Validation;

/// <summary>Checks that every model and check binds: columns, types and functions, against tables without rows.</summary>
/// <remarks>What passed is remembered by the hash of all that decides it, so that unchanged models need no engine.</remarks>
public static class Validator
{
    /// <summary>Validates.</summary>
    /// <param name="request">The project, the engine and the instant; the selection does not matter.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many models were found sound.</returns>
    /// <exception cref="TransformException">Whatever is wrong; <c>LH4000</c> with all of it when there is more than one fault.</exception>
    public static async Task<int> ValidateAsync(TransformRequest request, CancellationToken cancellationToken)
    {
        TransformSetup setup = TransformSetup.Open(request);
        CacheFile<CachedValidations> file = new(request.Project.WarehouseFolder, "validated.json", CacheJson.Default.CachedValidations);
        SortedSet<string> known = file.TryRead() is { Format: CachedValidations.CurrentFormat, Passed: { } passed } ? passed : [];
        Step[] steps = [.. setup.Graph.Steps.Where(step => step.Kind == StepKind.Model)];
        string[] hashes = [.. steps.Select(step => HashOf(setup, step))];
        List<TransformException>[] found = await BindAllAsync(setup, steps, hashes, known, cancellationToken).ConfigureAwait(false);
        SortedSet<string> sound = new(hashes.Where((_, index) => found[index].Count == 0), StringComparer.Ordinal);
        List<TransformException> faults = [.. found.SelectMany(faults => faults)];

        if (!sound.SetEquals(known))
        {
            file.TryWrite(new CachedValidations(CachedValidations.CurrentFormat, sound));
        }

        return faults.Count == 0 ? sound.Count : throw TransformException.Of(faults);
    }

    // One model in each slot, so that the faults come in the order of the models however many are bound at a time.
    private static async Task<List<TransformException>[]> BindAllAsync(
        TransformSetup setup,
        Step[] steps,
        string[] hashes,
        SortedSet<string> known,
        CancellationToken cancellationToken)
    {
        List<TransformException>[] found = new List<TransformException>[steps.Length];
        SessionPool sessions = new(setup.Request.Engine);
        await using (sessions.ConfigureAwait(false))
        {
            ParallelOptions atOnce = new()
            {
                MaxDegreeOfParallelism = setup.Request.Parallelism,
                CancellationToken = cancellationToken,
            };
            await Parallel.ForAsync(0, steps.Length, atOnce, async (index, token) =>
            {
                found[index] = known.Contains(hashes[index])
                    ? []
                    : await BindAsync(setup, steps[index], sessions, token).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }

        return found;
    }

    private static string HashOf(TransformSetup setup, Step step)
    {
        StepParts parts = setup.Fingerprint.PartsOf(step, []);
        IEnumerable<string> inputs = step.Inputs.Select(name => $"{name} {setup.Graph[name].Schema.ToSql()}");
        return ContentHash.Of($"{step.Name} {StepFingerprint.Of(parts)} {string.Join(' ', inputs)}");
    }

    private static async Task<List<TransformException>> BindAsync(
        TransformSetup setup,
        Step step,
        SessionPool sessions,
        CancellationToken cancellationToken)
    {
        try
        {
            return await sessions
                .UseAsync(session => BindAsync(setup, step, session, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TransformException fault)
        {
            return [fault];
        }
    }

    private static async Task<List<TransformException>> BindAsync(
        TransformSetup setup,
        Step step,
        BoundSession session,
        CancellationToken cancellationToken)
    {
        Model model = step.Model!; // The caller passes models only.
        List<TransformException> faults = [];
        foreach (TableName input in step.Inputs)
        {
            await session.Engine.BindEmptyAsync(input, setup.Graph[input].Schema, cancellationToken).ConfigureAwait(false);
        }

        await session.Engine.BindEmptyAsync(CheckSql.This, step.Schema, cancellationToken).ConfigureAwait(false);
        BoundSql sql = setup.Parameters.Bind(model.Sql, model.File.FullPath, firstLine: 1);
        await AddFaultsAsync(session, model, sql, firstLine: 1, faults, cancellationToken).ConfigureAwait(false);
        foreach (ModelCheck check in model.Checks)
        {
            BoundSql failing = CheckSql.FailingRows(check, model, setup.Parameters);
            await AddFaultsAsync(session, model, failing, check.Line, faults, cancellationToken).ConfigureAwait(false);
        }

        return faults;
    }

    private static async Task AddFaultsAsync(
        BoundSession session,
        Model model,
        BoundSql sql,
        int firstLine,
        List<TransformException> faults,
        CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<RowSetColumn> columns = await session.Engine.DescribeAsync(sql.Text, cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(sql.Source, model.Sql))
            {
                ContractComparison.Require(model, columns);
                _ = await session.Engine.DescribeAsync(ContractComparison.Casts(model, sql.Text), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (TransformException fault)
        {
            faults.Add(fault);
        }
        catch (EngineException failure)
        {
            LakehouseException fault = SqlFault.Of(failure, sql, model.File.FullPath, firstLine);
            faults.Add(fault as TransformException ?? new TransformException(fault.Code, fault.Found, fault.NextStep, fault));
        }
    }
}
