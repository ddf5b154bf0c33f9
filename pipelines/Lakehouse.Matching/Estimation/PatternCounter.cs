using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Matching.Comparing;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;

namespace Lakehouse.Matching.Estimation;

/// <summary>Counts the patterns of random pairs and of the pairs that the rules find.</summary>
/// <remarks>All comparing is SQL on the engine; only distinct patterns come out of it.</remarks>
/// <param name="session">The session with <c>lh_record</c>.</param>
/// <param name="model">The model.</param>
/// <param name="records">How many records there are.</param>
internal sealed class PatternCounter(IEngineSession session, MatchModel model, RecordCounts records)
{
    /// <summary>A rule with more pairs teaches by a sample of its blocks.</summary>
    private const double MostPairsOfRule = 100_000;

    private readonly PairSql _sql = new(model, records.IsLink);

    /// <summary>Counts the patterns of random pairs: all pairs where there are no more than asked for.</summary>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The patterns.</returns>
    public async Task<IReadOnlyList<PatternCount>> RandomAsync(CancellationToken cancellationToken)
    {
        string pairs = records.AllPairs <= model.Training.RandomPairs
            ? $"(select l.lh_row as l_row, r.lh_row as r_row from lh_record as l inner join lh_record as r on {_sql.Order()})"
            : RandomPairs();
        RowSet rows = await session.QueryAsync(
            $"select {_sql.Code.Encoding} as pattern, round(rarity)::bigint as bits, count(*) from ({_sql.Of(pairs)}) as compared group by pattern, bits",
            int.MaxValue,
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Rows
            .Select(row => (Pattern: (long)row[0]!, Bits: (long)row[1]!, Count: (long)row[2]!))
            .Order()
            .Select(row => new PatternCount(_sql.Code.Decode(row.Pattern), row.Count, row.Bits))];
    }

    /// <summary>Counts the patterns of the pairs that the rules find.</summary>
    /// <param name="ruleCounts">How many pairs each rule finds.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The patterns; where a sample was counted, it counts for all.</returns>
    public async Task<IReadOnlyList<BlockedPattern>> BlockedAsync(IReadOnlyList<double> ruleCounts, CancellationToken cancellationToken)
    {
        List<(long Mask, long Pattern, long Bits, double Count)> found = [];
        for (int rule = 0; rule < model.Rules.Count; rule++)
        {
            long share = Math.Max(1, (long)Math.Round(ruleCounts[rule] / MostPairsOfRule));
            RowSet rows = await session.QueryAsync(
                $"select mask, {_sql.Code.Encoding} as pattern, round(rarity)::bigint as bits, count(*) from ({_sql.ByRule(rule, share)}) as compared group by mask, pattern, bits",
                int.MaxValue,
                cancellationToken).ConfigureAwait(false);
            found.AddRange(rows.Rows.Select(row => ((long)row[0]!, (long)row[1]!, (long)row[2]!, (double)share * (long)row[3]!)));
        }

        found.Sort();
        return [.. found.Select(each => new BlockedPattern(each.Mask, each.Pattern, _sql.Code.Decode(each.Pattern), each.Count, each.Bits))];
    }

    private string RandomPairs()
    {
        long seed = model.Training.Seed;
        string left = records.IsLink ? $"% {records.Left}" : $"% {records.Total}";
        string right = records.IsLink ? $"% {records.Right} + {records.Left}" : $"% {records.Total}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"(select (hash(range, {seed}, 'l') {left})::integer as l_row, (hash(range, {seed}, 'r') {right})::integer as r_row from range({model.Training.RandomPairs}) where l_row <> r_row)");
    }
}
