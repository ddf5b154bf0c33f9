using System.Globalization;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;
using Lakehouse.Matching.Text;

namespace Lakehouse.Matching.Comparing;

/// <summary>The SQL that pairs records and compares them.</summary>
/// <param name="model">The model.</param>
/// <param name="isLink">Whether pairs are between two inputs rather than within one.</param>
internal sealed class PairSql(MatchModel model, bool isLink)
{
    /// <summary>The code of the comparisons' outcomes.</summary>
    public PatternCode Code { get; } = new(model.Comparisons);

    /// <summary>
    /// Pairs by a rule: <c>l_row</c>, <c>r_row</c>, <c>mask</c> (the rules that it satisfies, a bit each), the outcomes
    /// <c>c0</c>, <c>c1</c>, … and <c>rarity</c>. No earlier rule finds them, so over all rules a pair comes once.
    /// </summary>
    /// <param name="rule">The rule's index.</param>
    /// <param name="share">One in so many blocks takes part, chosen by the hash that its key is; 1 for all.</param>
    /// <returns>A SELECT.</returns>
    public string ByRule(int rule, long share)
    {
        List<string> conditions = [.. Enumerable.Range(0, rule).Select(earlier => $"l.{Key(earlier)} <> r.{Key(earlier)}")];
        if (share > 1)
        {
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"l.{Key(rule)} % {share} = 0 and r.{Key(rule)} % {share} = 0"));
        }

        string where = conditions.Count == 0 ? string.Empty : $" where {string.Join(" and ", conditions)}";
        // Most records share a key with nobody: without them the join holds a fraction of the rows.
        string sharers = $"(select record.* from lh_record as record semi join {RecordTables.BlockName(rule)} as block on block.block = record.{Key(rule)})";
        return $"{Head()} from {sharers} as l inner join {sharers} as r on l.{Key(rule)} = r.{Key(rule)} and {Order()}{where}";
    }

    /// <summary>The same columns for pairs that a relation names.</summary>
    /// <param name="relation">A relation with <c>l_row</c> and <c>r_row</c>.</param>
    /// <returns>A SELECT.</returns>
    public string Of(string relation) =>
        $"{Head()} from {relation} as chosen inner join lh_record as l on l.lh_row = chosen.l_row inner join lh_record as r on r.lh_row = chosen.r_row";

    /// <summary>The same columns for the pairs within groups of records that no rule finds.</summary>
    /// <param name="members">A relation with <c>lh_row</c> and <c>component</c>.</param>
    /// <returns>A SELECT.</returns>
    public string WithinGroups(string members)
    {
        string notFound = string.Join(" and ", model.Rules.Select((_, index) => $"l.{Key(index)} <> r.{Key(index)}"));
        return $"{Head()} from {members} as a inner join {members} as b on a.component = b.component and a.lh_row < b.lh_row "
            + $"inner join lh_record as l on l.lh_row = a.lh_row inner join lh_record as r on r.lh_row = b.lh_row where {Order()} and {notFound}";
    }

    /// <summary>How two records of a pair are told apart, so that a pair comes in one order only.</summary>
    /// <returns>SQL over <c>l</c> and <c>r</c>.</returns>
    public string Order() => isLink ? "l.lh_source = 0 and r.lh_source = 1" : "l.lh_row < r.lh_row";

    private static string Key(int index) => RecordTables.KeyName(index);

    private string Head()
    {
        string mask = string.Join(" + ", model.Rules.Select((_, index) =>
            string.Create(CultureInfo.InvariantCulture, $"(l.{Key(index)} = r.{Key(index)})::integer * {1L << index}")));
        string outcomes = Sql.List(model.Comparisons.Select((comparison, index) =>
            string.Create(CultureInfo.InvariantCulture, $"{Outcome(comparison)} as c{index}")));
        return $"select l.lh_row as l_row, r.lh_row as r_row, {mask} as mask, {outcomes}, {Rarity()} as rarity";
    }

    private string Rarity() => model.TermFrequencyColumns.Count == 0 ? "0::float" : string.Join(" + ", model.TermFrequencyColumns.Select(column =>
        $"case when l.{Sql.Name(column)} = r.{Sql.Name(column)} then l.{Sql.Name(RecordTables.RarityName(column))} else 0 end"));

    private static string Outcome(Comparison comparison)
    {
        string missing = string.Join(" and ", comparison.Columns.Select(column =>
            $"(l.{Sql.Name(column)} is null or r.{Sql.Name(column)} is null)"));
        string levels = string.Concat(comparison.Levels.Select((level, index) =>
            string.Create(CultureInfo.InvariantCulture, $" when {level.Predicate} then {index + 1}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"case when {missing} then 0{levels} else {comparison.Levels.Count + 1} end::tinyint");
    }
}
