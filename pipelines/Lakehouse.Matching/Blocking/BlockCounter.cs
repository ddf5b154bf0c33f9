using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;

namespace Lakehouse.Matching.Blocking;

/// <summary>Counts the pairs of each rule, and leaves out the blocks that are too large to tell anything.</summary>
/// <remarks>What is left is <c>lh_block_N</c> for rule N: <c>block</c>, a key that several records share.</remarks>
/// <param name="session">The session with <c>lh_record</c>.</param>
/// <param name="model">The model.</param>
internal sealed class BlockCounter(IEngineSession session, MatchModel model)
{
    /// <summary>Counts.</summary>
    /// <param name="records">How many records there are.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="MatchingException"><c>LH6210</c>: there are more pairs than the model allows.</exception>
    public async Task<BlockingReport> CountAsync(RecordCounts records, CancellationToken cancellationToken)
    {
        List<RuleCount> rules = [];
        for (int index = 0; index < model.Rules.Count; index++)
        {
            rules.Add(await CountAsync(index, records.IsLink, cancellationToken).ConfigureAwait(false));
        }

        BlockingReport report = new(rules, records.AllPairs);
        return report.MostPairs <= model.MostPairs
            ? report
            : throw new MatchingException(
                "LH6210",
                string.Create(CultureInfo.InvariantCulture, $"found {report.MostPairs:N0} pairs to compare ({string.Join(", ", rules.Select(rule => $"{rule.Name} {rule.PairCount.ToString("N0", CultureInfo.InvariantCulture)}"))}), expected {model.MostPairs:N0} at the most."),
                "Make the rule with the most pairs stricter, lower blocking.max_block, or raise blocking.max_pairs.");
    }

    private async Task<RuleCount> CountAsync(int index, bool isLink, CancellationToken cancellationToken)
    {
        string key = RecordTables.KeyName(index);
        string table = RecordTables.BlockName(index);
        string pairs = isLink ? "n0::double * n1" : "n0 * (n0 - 1.0) / 2";
        string counts = isLink
            ? "count(*) filter (where lh_source = 0) as n0, count(*) filter (where lh_source = 1) as n1, count(*) as n"
            : "count(*) as n0, 0 as n1, count(*) as n";
        await session.ExecuteAsync(
            string.Create(CultureInfo.InvariantCulture, $"create or replace temp table {table} as select {key} as block, {counts} from lh_record group by {key} having count(*) > 1"),
            cancellationToken).ConfigureAwait(false);
        string limit = model.LargestBlock.ToString(CultureInfo.InvariantCulture);
        RowSet found = await session.QueryAsync(
            $"""
            select coalesce(sum({pairs}) filter (where n <= {limit}), 0), coalesce(max(n) filter (where n <= {limit}), 0),
                count(*) filter (where n > {limit}), coalesce(sum({pairs}) filter (where n > {limit}), 0)
            from {table}
            """,
            1,
            cancellationToken).ConfigureAwait(false);
        IReadOnlyList<object?> row = found.Rows[0];
        long omitted = (long)row[2]!;
        if (omitted > 0)
        {
            await session.ExecuteAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"update lh_record set {key} = hash(lh_row, 'own key of rule', {index}) where {key} in (select block from {table} where n > {limit}); delete from {table} where n > {limit}"),
                cancellationToken).ConfigureAwait(false);
        }

        return new RuleCount(
            model.Rules[index].Name,
            Convert.ToDouble(row[0], CultureInfo.InvariantCulture),
            (long)row[1]!,
            omitted,
            Convert.ToDouble(row[3], CultureInfo.InvariantCulture));
    }
}
