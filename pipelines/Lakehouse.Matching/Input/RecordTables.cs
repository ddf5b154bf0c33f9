using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Matching.Model;
using Lakehouse.Matching.Text;

namespace Lakehouse.Matching.Input;

/// <summary>Makes the table of records in a session: numbered, normalised, with the keys of the blocking rules.</summary>
/// <remarks>
/// Records are numbered from 0 in the order of their input, so equal inputs give equal numbers. The table
/// <c>lh_record</c> has <c>lh_row</c>, <c>lh_source</c> (0, or 1 for the other input of a link), <c>lh_id</c>,
/// <c>lh_truth</c>, the model's columns, a key <c>lh_key_N</c> a rule, and <c>lh_rarity_COLUMN</c> for a column
/// whose term frequencies count: log2 of how likely two records agree on any value over how often this value occurs, so
/// it is positive for a rare value. A key is never null: a record that a rule does not cover has one of its own.
/// </remarks>
/// <param name="session">The session.</param>
/// <param name="model">The model.</param>
internal sealed class RecordTables(IEngineSession session, MatchModel model)
{
    /// <summary>Makes the table.</summary>
    /// <param name="input">The records.</param>
    /// <param name="other">The records to link them to; null to find duplicates within the input.</param>
    /// <param name="truthColumn">The column that tells who is who; null for none.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>How many records there are in each input.</returns>
    /// <exception cref="MatchingException"><c>LH6208</c>: a column is absent. <c>LH6209</c>: an id is absent or repeats.</exception>
    public async Task<RecordCounts> LoadAsync(MatchInput input, MatchInput? other, string? truthColumn, CancellationToken cancellationToken)
    {
        List<string> selects = [await SelectAsync(input, source: 0, truthColumn, cancellationToken).ConfigureAwait(false)];
        if (other is not null)
        {
            selects.Add(await SelectAsync(other, source: 1, truthColumn, cancellationToken).ConfigureAwait(false));
        }

        await session.ExecuteAsync($"create or replace temp table lh_raw as {string.Join(" union all ", selects)}", cancellationToken).ConfigureAwait(false);
        await RequireIdsAsync(input, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(FinalTable(), cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync("drop table lh_raw", cancellationToken).ConfigureAwait(false);
        RowSet counts = await session.QueryAsync(
            "select count(*) filter (where lh_source = 0), count(*) filter (where lh_source = 1) from lh_record", 1, cancellationToken).ConfigureAwait(false);
        return new RecordCounts((long)counts.Rows[0][0]!, (long)counts.Rows[0][1]!, other is not null);
    }

    private async Task<string> SelectAsync(MatchInput input, int source, string? truthColumn, CancellationToken cancellationToken)
    {
        IReadOnlyList<RowSetColumn> columns = await session.DescribeAsync($"select * from {input.Relation}", cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> actual = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in columns.Select(column => column.Name))
        {
            actual.TryAdd(name.Trim('\uFEFF', ' ', '\t'), name);
        }

        Require(actual, model.IdColumn, input);
        bool truthIsOfModel = truthColumn is not null && model.Columns.Any(column => column.Name == truthColumn);
        if (truthColumn is not null && !truthIsOfModel)
        {
            Require(actual, truthColumn, input);
        }

        string trimmed = Sql.List(actual.Select(column =>
            $"nullif(trim(cast({Sql.Name(column.Value)} as varchar)), '') as {Sql.Name(column.Key)}"));
        string truth = truthColumn is null ? "null::varchar"
            : truthIsOfModel ? model.Columns.First(column => column.Name == truthColumn).Expression
            : Sql.Name(truthColumn);
        string own = Sql.List(model.Columns.Select(column => $"{column.Expression} as {Sql.Name(column.Name)}"));
        string select = string.Create(
            CultureInfo.InvariantCulture,
            $"select {source}::tinyint as lh_source, {Sql.Name(model.IdColumn)} as lh_id, {truth} as lh_truth, {own} from (select {trimmed} from {input.Relation}) as input");
        await RequireColumnsAsync(select, input, actual.Keys, cancellationToken).ConfigureAwait(false);
        return select;
    }

    private static void Require(Dictionary<string, string> actual, string column, MatchInput input)
    {
        if (!actual.ContainsKey(column))
        {
            throw new MatchingException(
                "LH6208",
                $"found no column '{column}' in {input.Label}, expected one of {string.Join(", ", actual.Keys)}.",
                "Name a column that the input has.");
        }
    }

    private async Task RequireColumnsAsync(string select, MatchInput input, IEnumerable<string> actual, CancellationToken cancellationToken)
    {
        try
        {
            await session.DescribeAsync(select, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException fault)
        {
            throw new MatchingException(
                "LH6208",
                $"found columns of the model '{model.Name}' that do not fit {input.Label}, which has {string.Join(", ", actual)}: {fault.Found}",
                "Mend 'from', 'sql' or the names below 'columns' of the model.",
                fault);
        }
    }

    private async Task RequireIdsAsync(MatchInput input, CancellationToken cancellationToken)
    {
        RowSet faults = await session.QueryAsync(
            "select coalesce(lh_id, '(none)') as id, count(*) as n from lh_raw group by lh_source, lh_id having lh_id is null or count(*) > 1 order by id limit 1",
            1,
            cancellationToken).ConfigureAwait(false);
        if (faults.Rows is [[string id, long count], ..])
        {
            throw new MatchingException(
                "LH6209",
                string.Create(CultureInfo.InvariantCulture, $"found the {model.IdColumn} '{id}' in {count} records of {input.Label}, expected an id of its own for each."),
                "Name another column as 'id' of the model, or number the records.");
        }
    }

    private string FinalTable()
    {
        List<string> columns = ["raw.rowid::integer as lh_row", "raw.lh_source", "raw.lh_id", "raw.lh_truth"];
        columns.AddRange(model.Columns.Select(column => $"raw.{Sql.Name(column.Name)}"));
        columns.AddRange(model.Rules.Select((rule, index) => $"{Key(rule, index)} as {KeyName(index)}"));
        List<string> joins = [];
        foreach (string name in model.TermFrequencyColumns)
        {
            string column = Sql.Name(name);
            string own = Sql.Name(RarityName(name));
            columns.Add($"{own}.rarity as {own}");
            joins.Add(
                $"left join (select {column} as term, (log2(sum(count(*) * count(*)) over ()) - log2(sum(count(*)) over ()) - log2(count(*)))::float as rarity "
                + $"from lh_raw where {column} is not null group by {column}) as {own} on {own}.term = raw.{column}");
        }

        return $"create or replace temp table lh_record as select {Sql.List(columns)} from lh_raw as raw {string.Join(' ', joins)}";
    }

    /// <summary>The name of the rarity of a column's values.</summary>
    /// <param name="column">The column of the model.</param>
    /// <returns>The column's name.</returns>
    internal static string RarityName(string column) => $"lh_rarity_{column}";

    /// <summary>The name of a rule's key.</summary>
    /// <param name="index">The rule's index.</param>
    /// <returns>The column's name.</returns>
    internal static string KeyName(int index) => string.Create(CultureInfo.InvariantCulture, $"lh_key_{index}");

    /// <summary>The name of the table of a rule's blocks.</summary>
    /// <param name="index">The rule's index.</param>
    /// <returns>The table's name.</returns>
    internal static string BlockName(int index) => string.Create(CultureInfo.InvariantCulture, $"lh_block_{index}");

    private static string Key(BlockingRule rule, int index)
    {
        string isOutside = string.Join(" or ", rule.Expressions.Select(expression => $"({expression}) is null"));
        string own = string.Create(CultureInfo.InvariantCulture, $"hash(raw.rowid, 'own key of rule', {index})");
        return $"case when {isOutside} then {own} else hash({Sql.List(rule.Expressions)}) end";
    }
}

/// <summary>How many records there are.</summary>
/// <param name="Left">In the input.</param>
/// <param name="Right">In the other input of a link.</param>
/// <param name="IsLink">Whether there is another input.</param>
public readonly record struct RecordCounts(long Left, long Right, bool IsLink)
{
    /// <summary>In both.</summary>
    public long Total => Left + Right;

    /// <summary>How many pairs of different records could be compared.</summary>
    public double AllPairs => IsLink ? (double)Left * Right : Left * (Left - 1d) / 2;
}
