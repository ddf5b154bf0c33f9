#pragma warning disable S103 // SQL and JSON samples stand on one line each.
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Tests.DuckDb;

/// <summary>The lh_ functions: one list for both engines, and what each gives on DuckDB.</summary>
public sealed partial class FunctionTests : IClassFixture<FunctionTests.Functions>
{
    private readonly Functions _functions;

    public FunctionTests(Functions functions) => _functions = functions;

    // Expression, expected text (null for NULL), expected type.
    public static TheoryData<string, string?, string> Conformance { get; } =
        new()
        {
            { "lh_idiv(-7, 2)", "-3", "BIGINT" },
            { "lh_idiv(7, 0)", null, "BIGINT" },
            { "lh_div(1, 4)", "0.25", "DOUBLE" },
            { "lh_div(1, 0)", null, "DOUBLE" },
            { "lh_pmod(-7, 3)", "2", "BIGINT" },
            { "lh_pmod(7, 0)", null, "BIGINT" },
            { "lh_dec2(1.005e0)", "1.01", "DECIMAL(18,2)" },
            { "lh_dec2(-2.345e0)", "-2.35", "DECIMAL(18,2)" },
            { "lh_dec4(0.00005e0)", "0.0001", "DECIMAL(18,4)" },
            { "lh_to_int(' +12 ')", "12", "BIGINT" },
            { "lh_to_int('1.5')", null, "BIGINT" },
            { "lh_to_int('1e2')", null, "BIGINT" },
            { "lh_to_int('1_000')", null, "BIGINT" },
            { "lh_to_int('12' || chr(10))", null, "BIGINT" },
            { "lh_to_int('99999999999999999999')", null, "BIGINT" },
            { "lh_to_double('1e2')", "100.0", "DOUBLE" },
            { "lh_to_double('.5')", "0.5", "DOUBLE" },
            { "lh_to_double('1d')", null, "DOUBLE" },
            { "lh_to_double('nan')", null, "DOUBLE" },
            { "lh_to_dec4('1.23455')", "1.2346", "DECIMAL(18,4)" },
            { "lh_to_dec4('1e2')", null, "DECIMAL(18,4)" },
            { "lh_to_bool(' Yes ')", "true", "BOOLEAN" },
            { "lh_to_bool('0')", "false", "BOOLEAN" },
            { "lh_to_bool('on')", null, "BOOLEAN" },
            { "lh_to_date('2024-02-29')", "2024-02-29", "DATE" },
            { "lh_to_date('2023-02-29')", null, "DATE" },
            { "lh_to_date('2024/02/03')", null, "DATE" },
            { "lh_dmy('1.2.2024')", "2024-02-01", "DATE" },
            { "lh_dmy('31/12/1999')", "1999-12-31", "DATE" },
            { "lh_dmy('31.13.1999')", null, "DATE" },
            { "lh_to_ts('2024-01-01T10:00:00.5Z')", "2024-01-01 10:00:00.5", "TIMESTAMP" },
            { "lh_to_ts('2024-01-01 10:00:00')", "2024-01-01 10:00:00", "TIMESTAMP" },
            { "lh_to_ts('2024-01-01T10:00:00+02:00')", null, "TIMESTAMP" },
            { "lh_add_days(date '2024-02-28', 2)", "2024-03-01", "DATE" },
            { "lh_add_months(date '2024-01-31', 1)", "2024-02-29", "DATE" },
            { "lh_add_months(date '2024-03-31', -1)", "2024-02-29", "DATE" },
            { "lh_days(date '2024-01-01', date '2023-12-31')", "-1", "INTEGER" },
            { "lh_months(date '2024-01-31', date '2024-02-01')", "1", "INTEGER" },
            { "lh_full_months(date '2024-01-31', date '2024-02-29')", "0", "INTEGER" },
            { "lh_full_months(date '2024-01-15', date '2024-03-15')", "2", "INTEGER" },
            { "lh_full_months(date '2024-03-15', date '2024-01-16')", "-1", "INTEGER" },
            { "lh_years(date '2000-02-29', date '2024-02-28')", "23", "INTEGER" },
            { "lh_week_start(date '2024-03-03')", "2024-02-26", "DATE" },
            { "lh_month_start(timestamp '2024-03-03 23:59:59')", "2024-03-01", "DATE" },
            { "lh_quarter_start(date '2024-06-30')", "2024-04-01", "DATE" },
            { "lh_year_start(date '2024-12-31')", "2024-01-01", "DATE" },
            { "lh_month_end(date '2023-02-01')", "2023-02-28", "DATE" },
            { "lh_date_key(date '2024-05-06')", "20240506", "INTEGER" },
            { "lh_iso_weekday(date '2024-03-03')", "7", "INTEGER" },
            { "lh_iso_week(date '2024-12-30')", "1", "INTEGER" },
            { "lh_iso_year(date '2024-12-30')", "2025", "INTEGER" },
            { "lh_day_name(date '2024-03-03')", "Sunday", "VARCHAR" },
            { "lh_month_name(date '2024-03-03')", "March", "VARCHAR" },
            { "lh_ym(date '2024-03-03')", "2024-03", "VARCHAR" },
            { "lh_seconds(timestamp '2024-01-01 00:00:00', timestamp '2024-01-01 00:01:01.9')", "61", "BIGINT" },
            { "lh_seconds(timestamp '2024-01-01 00:00:01.9', timestamp '2024-01-01 00:00:00')", "-1", "BIGINT" },
            { "lh_fmt_ts(timestamp '2024-01-01 00:00:01.9')", "2024-01-01T00:00:01Z", "VARCHAR" },
            { "lh_epoch(timestamp '1969-12-31 23:59:59.5')", "-1", "BIGINT" },
            { "lh_from_epoch(1700000000)", "2023-11-14 22:13:20", "TIMESTAMP" },
            { "lh_from_epoch_ms(1500)", "1970-01-01 00:00:01.5", "TIMESTAMP" },
            { "lh_to_zone(timestamp '2024-07-01 12:00:00', 'Europe/Berlin')", "2024-07-01 14:00:00", "TIMESTAMP" },
            { "lh_from_zone(timestamp '2024-07-01 14:00:00', 'Europe/Berlin')", "2024-07-01 12:00:00", "TIMESTAMP" },
            { "lh_from_zone(timestamp '2024-10-27 02:30:00', 'Europe/Berlin')", "2024-10-27 00:30:00", "TIMESTAMP" },
            { "lh_from_zone(timestamp '2024-03-31 02:30:00', 'Europe/Berlin')", "2024-03-31 01:30:00", "TIMESTAMP" },
            { "lh_clean('  a ' || chr(9) || chr(10) || ' b' || chr(160))", "a b", "VARCHAR" },
            { "lh_clean('   ')", null, "VARCHAR" },
            { "lh_trim(chr(160) || ' a ')", "\u00a0 a", "VARCHAR" },
            { "lh_trim_chars('--a-b-', '-')", "a-b", "VARCHAR" },
            { "lh_initcap('hELLO wORLD')", "Hello World", "VARCHAR" },
            { "lh_unaccent('Ärger é ñ')", "Arger e n", "VARCHAR" },
            { "lh_matches('a1', '[0-9]')", "true", "BOOLEAN" },
            { "lh_replace_all('a1b2', '([0-9])', '<\\1>')", "a<1>b<2>", "VARCHAR" },
            { "lh_starts('abc', 'ab')", "true", "BOOLEAN" },
            { "lh_ends('abc', 'ab')", "false", "BOOLEAN" },
            { "lh_chr(8364)", "€", "VARCHAR" },
            { "lh_sha256('a')", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", "VARCHAR" },
            { "lh_key64('a')", "57446577476672362", "BIGINT" },
            { "lh_split('a.b', '.')", "[a, b]", "VARCHAR[]" },
            { "lh_at(['a', 'b'], 2)", "b", "VARCHAR" },
            { "lh_at(['a', 'b'], 3)", null, "VARCHAR" },
            { "lh_at(['a', 'b'], 0)", null, "VARCHAR" },
            { "lh_len(['a', 'b'])", "2", "INTEGER" },
            { "lh_join(['a', 'b'], ', ')", "a, b", "VARCHAR" },
            { "lh_json('{\"a\":{\"b\":[1]}}', '$.a.b[0]')", "1", "VARCHAR" },
            { "lh_json('{broken', '$.a')", null, "VARCHAR" },
            { "lh_json_int('{\"a\":\"12\"}', '$.a')", "12", "BIGINT" },
            { "lh_json_int('{\"a\":1.5}', '$.a')", null, "BIGINT" },
            { "lh_json_num('{\"a\":1.5e3}', '$.a')", "1500.0", "DOUBLE" },
            { "lh_json_num('{\"a\":\"1d\"}', '$.a')", null, "DOUBLE" },
            { "lh_json_bool('{\"a\":true}', '$.a')", "true", "BOOLEAN" },
            { "lh_json_bool('{\"a\":1}', '$.a')", null, "BOOLEAN" },
            { "lh_json_arr('{\"a\":[1,\"x\"]}', '$.a')", "[1, x]", "VARCHAR[]" },
            {
                "(select string_agg(day, ' ' order by day) from lh_calendar(date '2024-02-28', date '2024-03-01'))",
                "2024-02-28 2024-02-29 2024-03-01",
                "VARCHAR"
            },
            { "(select count(*) from lh_calendar(date '2024-02-28', date '2024-02-27'))", "0", "BIGINT" },
            { "(select string_agg(i, ' ' order by i) from lh_sequence(2, 5))", "2 3 4", "VARCHAR" },
            { "(select string_agg(pos || part, ' ' order by pos) from lh_split_rows('a.b', '.'))", "1a 2b", "VARCHAR" },
        };

    [Theory]
    [MemberData(nameof(Conformance))]
    public async Task A_function_gives_on_duckdb_what_is_agreed(string expression, string? expected, string type)
    {
        RowSet rows = await _functions.Engine.QueryAsync($"select cast({expression} as varchar), typeof({expression})");

        Assert.Equal([expected, type], rows.Rows[0]);
    }

    [Fact]
    public async Task Null_gives_null_in_every_scalar_function()
    {
        foreach (
            (string name, string[] arguments) in Declared("duckdb.sql")
                .Where(function => !TableFunctions.Contains(function.Name))
        )
        {
            object? value = await _functions.Engine.ValueAsync(
                $"{name}({string.Join(", ", arguments.Select((_, index) => index == 0 ? "null" : NotNull(name, index)))})"
            );

            Assert.True(value is null, $"{name} gives {value} for null.");
        }
    }

    [Fact]
    public void Both_engines_declare_the_same_functions_in_the_same_order()
    {
        (string Name, string[] Arguments)[] duckDb = [.. Declared("duckdb.sql")];
        (string Name, string[] Arguments)[] spark = [.. Declared("spark.sql")];

        Assert.Equal(duckDb.Select(Signature), spark.Select(Signature));
        Assert.True(duckDb.Length >= 61);
    }

    [Fact]
    public void Every_function_has_a_row_of_conformance()
    {
        string all = string.Join('\n', Conformance.Select(row => (string)row[0]));

        Assert.All(
            Declared("duckdb.sql"),
            function => Assert.Contains($"{function.Name}(", all, StringComparison.Ordinal)
        );
    }

    private static readonly string[] TableFunctions = ["lh_calendar", "lh_sequence", "lh_split_rows"];

    private static string Signature((string Name, string[] Arguments) function) =>
        $"{function.Name}({string.Join(", ", function.Arguments)})";

    private static string NotNull(string name, int index) =>
        (name, index) switch
        {
            ("lh_to_zone" or "lh_from_zone", _) => "'UTC'",
            ("lh_days" or "lh_months" or "lh_full_months" or "lh_years", _) => "date '2024-01-01'",
            ("lh_seconds", _) => "timestamp '2024-01-01'",
            ("lh_idiv" or "lh_div" or "lh_pmod" or "lh_add_days" or "lh_add_months" or "lh_at", _) => "1",
            _ => "'$.a'",
        };

    private static IEnumerable<(string Name, string[] Arguments)> Declared(string file) =>
        Declaration()
            .Matches(File.ReadAllText(Path.Combine(Functions.Folder(), file)))
            .Select(match =>
                (
                    match.Groups["name"].Value,
                    match.Groups["arguments"].Value.Split(", ").Select(argument => argument.Split(' ')[0]).ToArray()
                )
            );

    [GeneratedRegex(
        @"^create or replace (?:macro|temporary function) (?<name>\w+)\((?<arguments>[^)]*)\)",
        RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Declaration();

    public sealed class Functions : IAsyncLifetime
    {
        public EngineFixture Engine { get; private set; } = null!;

        public static string Folder([CallerFilePath] string path = "") =>
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../../sql/functions"));

        public async Task InitializeAsync() =>
            Engine = await EngineFixture.OpenAsync(new DuckDbOptions { FunctionsFolder = Folder() });

        public async Task DisposeAsync() => await Engine.DisposeAsync();
    }
}
