namespace Lakehouse.Engine.Tests.Scans;

/// <summary>Random rows of every type and random conditions on them, from the same awkward values.</summary>
internal sealed class RandomConditions(Random chance)
{
    private const string Long32 = "aaaaaaaaaabbbbbbbbbbccccccccccdd";

    private static readonly string[] Operators = ["=", "<>", "<", "<=", ">", ">=", "is not distinct from", "is distinct from"];

    private static readonly (string Name, string Type, string[] Values)[] Columns =
    [
        ("l", "bigint", ["-9007199254740993", "-1", "0", "7", "9007199254740992", "9007199254740993"]),
        ("i", "integer", ["-2147483647", "-5", "0", "5", "2147483647"]),
        ("sh", "smallint", ["-32767", "0", "3", "32767"]),
        ("ti", "tinyint", ["-127", "0", "3", "127"]),
        ("m", "decimal(9,2)", ["-1234567.89", "-0.01", "0.00", "1.50", "1234567.89"]),
        ("big", "decimal(38,10)", ["-12345678901234567890.1234567890", "0.0000000001", "12345678901234567890.1234567890", "12345678901234567890.1234567891"]),
        ("x", "double", ["0.0", "'-0.0'::double", "0.1", "1.5", "-2", "1e300", "'nan'::double", "'inf'::double", "'-inf'::double"]),
        ("f", "float", ["0.0", "0.1", "-0.1", "1.5", "16777216", "'nan'::float", "1e10"]),
        ("d", "date", ["date '1899-12-31'", "date '2024-02-29'", "date '2024-03-01'", "'2030-01-01'"]),
        ("happened", "timestamp", ["timestamp '2024-01-01 00:00:00'", "timestamp '2024-01-01 00:00:00.0005'", "timestamp '2024-01-01 00:00:00.001'", "timestamp '2024-01-01 00:00:00.000999'", "timestamp '1850-05-05 05:05:05'", "timestamp '2024-02-29 12:00:00'"]),
        ("t", "varchar", ["'a'", "'ab'", "'abc'", "'b'", "'a%'", $"'{Long32}'", $"'{Long32}e'", $"'{Long32}\U0001F600z'", "'\uFFFD'", "'\U0001F600'", "'\U0010FFFF\U0010FFFF'", "'É'"]),
        ("b", "boolean", ["true", "false"]),
        ("bin", "blob", ["'\\x00\\xFF'::blob", "'a'::blob", "'\\x7F'::blob"]),
    ];

    /// <summary>Some rows whose values lie together, as a SELECT; keys count on from one.</summary>
    public string Rows(int first, int count)
    {
        List<string[]> pools = [.. Columns.Select(column => Some(column.Values))];
        bool withNulls = chance.Next(3) > 0;
        IEnumerable<string> rows = Enumerable.Range(first, count).Select(key => $"({key}, {string.Join(", ", Columns.Zip(pools, (column, pool) => Value(pool, column.Type, withNulls)))}, {Record(withNulls)}, {Region()})");
        string casts = string.Join(", ", Columns.Select(column => $"cast({column.Name} as {column.Type}) as {column.Name}"));
        return $"select cast(key as bigint) as key, {casts}, r, region from (values {string.Join(", ", rows)}) as v(key, {string.Join(", ", Columns.Select(column => column.Name))}, r, region)";
    }

    /// <summary>A condition.</summary>
    public string Condition(int depth = 2) =>
        depth > 0 && chance.Next(2) == 0
            ? chance.Next(3) switch
            {
                0 => $"({Condition(depth - 1)} and {Condition(depth - 1)})",
                1 => $"({Condition(depth - 1)} or {Condition(depth - 1)})",
                _ => $"not ({Condition(depth - 1)})",
            }
            : Leaf();

    private string Leaf()
    {
        if (chance.Next(5) == 0)
        {
            return One(["region = 'west'", "region in ('west', 'é')", "region is null", "region >= 'n'", "r.n = 3", "r.n is null", "target.r.s > 'a'", "r.s like 'q%'", "r is null", "length(t) > 2", "l % 2 = 0", "b", "not b", "null", "t = null", "true"]);
        }

        (string name, string type, string[] values) = One(Columns);
        return chance.Next(8) switch
        {
            0 => $"{name} is null",
            1 => $"{name} is not null",
            2 => $"{name} {One(["in", "not in"])} ({string.Join(", ", Some(values))}{One(["", ", null"])})",
            3 => $"{name} {One(["between", "not between"])} {One(values)} and {One(values)}",
            4 when type == "varchar" => $"t {One(["like", "not like"])} {One(["'a%'", "'ab'", "'%b'", "'a_'", $"'{Long32}%'", $"'{Long32}e%'", "'\U0001F600%'", "'%'"])}",
            5 when type == "varchar" => $"starts_with(t, {One(values)})",
            6 => $"{One(values)} {One(Operators)} {name}",
            _ => $"{One(["", "target."])}{name} {One(Operators)} {One(values)}",
        };
    }

    private string Value(string[] pool, string type, bool withNulls) =>
        withNulls && chance.Next(3) == 0 ? $"cast(null as {type})" : $"cast({One(pool)} as {type})";

    private string Record(bool withNulls) =>
        withNulls && chance.Next(3) == 0
            ? "cast(null as struct(n integer, s varchar))"
            : $"cast({{'n': {One(["3", "4", "null"])}, 's': {One(["'qu'", "'a'", "null"])}}} as struct(n integer, s varchar))";

    private string Region() => One(["'west'", "'north'", "'é'", "cast(null as varchar)"]);

    private T One<T>(IReadOnlyList<T> items) => items[chance.Next(items.Count)];

    private string[] Some(string[] values) => [.. values.Where(_ => chance.Next(4) == 0).DefaultIfEmpty(One(values))];
}
