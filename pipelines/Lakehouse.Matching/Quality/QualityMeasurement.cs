using Lakehouse.Engine;
using Lakehouse.Matching.Comparing;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;

namespace Lakehouse.Matching.Quality;

/// <summary>Measures a run against who is who in truth.</summary>
/// <remarks>A record without a truth is a match of none.</remarks>
/// <param name="session">The session with <c>lh_record</c> and <c>lh_final</c>.</param>
/// <param name="model">The model.</param>
/// <param name="records">How many records there are.</param>
internal sealed class QualityMeasurement(IEngineSession session, MatchModel model, RecordCounts records)
{
    /// <summary>Measures.</summary>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The quality.</returns>
    public async Task<MatchQuality> MeasureAsync(CancellationToken cancellationToken)
    {
        long truePairs = await TruePairsAsync(cancellationToken).ConfigureAwait(false);
        long found = await FoundByRulesAsync(cancellationToken).ConfigureAwait(false);
        RowSet rows = await session.QueryAsync(
            """
            select round(final.weight, 2) as weight,
                count(*) filter (where l.lh_truth = r.lh_truth) as true_positives,
                count(*) filter (where l.lh_truth is distinct from r.lh_truth or l.lh_truth is null) as false_positives,
                count(*) filter (where final.decision = 'merge' and l.lh_truth = r.lh_truth) as merged_true,
                count(*) filter (where final.decision = 'merge' and (l.lh_truth is distinct from r.lh_truth or l.lh_truth is null)) as merged_false
            from lh_final as final
            inner join lh_record as l on l.lh_row = final.l_row
            inner join lh_record as r on r.lh_row = final.r_row
            group by round(final.weight, 2)
            order by weight desc
            """,
            int.MaxValue,
            cancellationToken).ConfigureAwait(false);
        (PairQuality best, double bestWeight) = Best(rows, truePairs);
        long mergedTrue = rows.Rows.Sum(row => (long)row[3]!);
        long mergedFalse = rows.Rows.Sum(row => (long)row[4]!);
        return new MatchQuality(truePairs, found, new PairQuality(mergedTrue, mergedFalse, truePairs - mergedTrue), best, bestWeight);
    }

    private static (PairQuality Quality, double Weight) Best(RowSet rows, long truePairs)
    {
        PairQuality best = new(0, 0, truePairs);
        double bestWeight = double.PositiveInfinity;
        long truePositives = 0;
        long falsePositives = 0;
        foreach (IReadOnlyList<object?> row in rows.Rows)
        {
            truePositives += (long)row[1]!;
            falsePositives += (long)row[2]!;
            PairQuality quality = new(truePositives, falsePositives, truePairs - truePositives);
            if (quality.F1 > best.F1)
            {
                best = quality;
                bestWeight = (double)row[0]!;
            }
        }

        return (best, bestWeight);
    }

    private async Task<long> TruePairsAsync(CancellationToken cancellationToken)
    {
        string pairs = records.IsLink ? "n0 * n1" : "(n0 + n1) * (n0 + n1 - 1) // 2";
        return await NumberAsync(
            $"""
            select coalesce(sum({pairs}), 0)::bigint
            from (
                select count(*) filter (where lh_source = 0) as n0, count(*) filter (where lh_source = 1) as n1
                from lh_record where lh_truth is not null group by lh_truth
            ) as entity
            """,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> FoundByRulesAsync(CancellationToken cancellationToken)
    {
        PairSql sql = new(model, records.IsLink);
        string anyRule = string.Join(" or ", model.Rules.Select((_, index) => $"l.{RecordTables.KeyName(index)} = r.{RecordTables.KeyName(index)}"));
        return await NumberAsync(
            $"select count(*) from lh_record as l inner join lh_record as r on l.lh_truth = r.lh_truth and {sql.Order()} where {anyRule}",
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> NumberAsync(string sql, CancellationToken cancellationToken)
    {
        RowSet rows = await session.QueryAsync(sql, 1, cancellationToken).ConfigureAwait(false);
        return (long)rows.Rows[0][0]!;
    }
}
