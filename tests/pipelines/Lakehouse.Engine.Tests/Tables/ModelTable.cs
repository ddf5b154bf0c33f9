using System.Globalization;

namespace Lakehouse.Engine.Tests.Tables;

/// <summary>A row of the random operations' table.</summary>
internal sealed record ModelRow(long Id, string? Region, long Amount, string? Note)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Id}|{Region ?? "~"}|{Amount}|{Note ?? "~"}");

    /// <summary>The row as a SELECT's values.</summary>
    public string Sql =>
        string.Create(CultureInfo.InvariantCulture, $"({Id}, {Text(Region)}, {Amount}, {Text(Note)})");

    private static string Text(string? text) => text is null ? "cast(null as varchar)" : $"'{text}'";
}

/// <summary>One operation: what it is in SQL, and what it does to rows in memory.</summary>
/// <param name="Removed">The rows that go or change, as they were.</param>
/// <param name="Added">The rows that come or have changed, as they are then.</param>
internal sealed record ModelChange(IReadOnlyList<ModelRow> Removed, IReadOnlyList<ModelRow> Added);

/// <summary>A condition in SQL and in memory.</summary>
internal sealed record ModelCondition(string Sql, Func<ModelRow, bool> Holds);

/// <summary>Rows in memory: what the table has to come to.</summary>
internal sealed class ModelTable(Random chance)
{
    private static readonly string?[] Regions = ["a b", "50%", "x/y", "é", null];
    private long _nextId;

    public List<ModelRow> Rows { get; } = [];

    public int Below(int limit) => chance.Next(limit);

    public ModelRow NewRow(string? region) =>
        new(_nextId++, region, chance.Next(-20, 80), chance.Next(4) == 0 ? null : $"n{chance.Next(5)}");

    public string? Region() => Regions[chance.Next(Regions.Length)];

    public ModelRow[] NewRows(int count) => [.. Enumerable.Range(0, count).Select(_ => NewRow(Region()))];

    public ModelCondition Condition()
    {
        int number = chance.Next(60);
        string? region = Region();
        return chance.Next(5) switch
        {
            0 => new(Number($"amount < {number}"), row => row.Amount < number),
            1 => new(Number($"id % 3 = {number % 3}"), row => row.Id % 3 == number % 3),
            2 => InRegion(region),
            3 => new(Number($"note = 'n1' or amount > {number + 10}"), row => row.Note == "n1" || row.Amount > number + 10),
            _ => new(Number($"note is null and id > {number / 6}"), row => row.Note is null && row.Id > number / 6),
        };
    }

    public static ModelCondition InRegion(string? region) =>
        region is null
            ? new("region is null", row => row.Region is null)
            : new($"target.region = '{region}'", row => row.Region == region);

    /// <summary>Takes a change over.</summary>
    public ModelChange Apply(IEnumerable<ModelRow> removed, IEnumerable<ModelRow> added)
    {
        ModelChange change = new([.. removed], [.. added]);
        foreach (ModelRow row in change.Removed)
        {
            Rows.Remove(row);
        }

        Rows.AddRange(change.Added);
        return change;
    }

    public static string Select(IEnumerable<ModelRow> rows) =>
        $"select * from (values {string.Join(", ", rows.Select(row => row.Sql))}) as t(id, region, amount, note)";

    public static string[] Sorted(IEnumerable<ModelRow> rows) =>
        [.. rows.Select(row => row.ToString()).Order(StringComparer.Ordinal)];

    private static string Number(FormattableString text) => FormattableString.Invariant(text);
}
