using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.Scans;
using Lakehouse.Engine.Tables;
using Lakehouse.Testing;

namespace Lakehouse.Golden.Tests;

/// <summary>
/// Statistics and partition values of other writers: conditions on values that the tables have find no row in a file that
/// is skipped, and every row of a file that is taken whole.
/// </summary>
public sealed class GoldenScanTests(GoldenEngine golden) : IClassFixture<GoldenEngine>
{
    private const int MostColumns = 5;
    private static readonly TableName Rows = new("main", "scanned");

    // Their logs say what their files do not hold: a column that is null in every row and has bounds and no nulls, and a
    // least instant 4 ms after the only one. No reader that trusts statistics finds those rows.
    private static readonly string[] WrongStatistics = ["kernel_data/parsed-stats", "delta_rs/issue_1374"];

    public static TheoryData<string> Tables =>
        [
            .. GoldenTables.All
                .Where(table => !table.IsNegative && !table.LacksFiles && table.Expected != "log-level only")
                .Select(table => table.Id)
                .Except(WrongStatistics),
        ];

    [SharedDataFact(GoldenTables.Folder)]
    public async Task Statistics_that_are_wrong_are_known_to_be()
    {
        foreach (string id in WrongStatistics)
        {
            _ = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => No_row_of_another_writer_is_lost_by_skipping_files(id));
        }
    }

    [SharedDataTheory(GoldenTables.Folder)]
    [MemberData(nameof(Tables))]
    public async Task No_row_of_another_writer_is_lost_by_skipping_files(string id)
    {
        string root = await GoldenTables.RootAsync();
        DeltaTable table = new(
            new LocalTableStore(Path.Combine(root, GoldenTables.All.Single(one => one.Id == id).Path)),
            new DeltaTableOptions { Checkpoints = golden.Engine.Checkpoints }
        );
        await using IEngineSession session = await golden.Engine.OpenSessionAsync(CancellationToken.None);
        Snapshot snapshot;
        try
        {
            snapshot = (await table.TryLoadAsync(CancellationToken.None))!;
            await session.BindFilesAsync(Rows, snapshot, snapshot.Files, CancellationToken.None);
            _ = await session.QueryAsync("select count(*) from main.scanned", 1, CancellationToken.None);
        }
        catch (LakehouseException)
        {
            // Whether a table is refused rightly is another test's question.
            return;
        }

        foreach (StructField column in snapshot.Schema.Fields.Take(MostColumns))
        {
            foreach (string condition in await ConditionsAsync(session, column))
            {
                await RequireAsync(session, snapshot, condition);
            }
        }
    }

    // The ends and a value between, as text that SQL reads back.
    private static async Task<IReadOnlyList<string>> ConditionsAsync(IEngineSession session, StructField column)
    {
        string name = $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        List<string> conditions = [$"{name} is null", $"{name} is not null"];
        if (Literal(column.Type) is not { } literal)
        {
            return conditions;
        }

        RowSet values = await session.QueryAsync(
            $"select distinct v from (select unnest([min({name}), max({name}), quantile_disc({name}, 0.5)])::varchar as v from main.scanned) where v is not null",
            3,
            CancellationToken.None
        );
        foreach (string value in values.Rows.Select(row => literal((string)row[0]!)))
        {
            conditions.AddRange(
                new[] { "=", "<>", "<", "<=", ">", ">=", "is not distinct from" }.Select(comparison => $"{name} {comparison} {value}")
            );
            conditions.Add($"not ({name} > {value} or {name} is null)");
            conditions.Add($"{name} in ({value})");
        }

        return conditions;
    }

    private static Func<string, string>? Literal(DataType type) =>
        type switch
        {
            DecimalType => static text => text,
            PrimitiveType { Kind: PrimitiveKind.String } => Quoted,
            PrimitiveType { Kind: PrimitiveKind.Binary } => static text => $"{Quoted(text)}::blob",
            PrimitiveType { Kind: PrimitiveKind.Date } => static text => $"date {Quoted(text)}",
            PrimitiveType { Kind: PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz } => static text => $"timestamp {Quoted(text)}",
            PrimitiveType { Kind: PrimitiveKind.Double or PrimitiveKind.Float } => static text =>
                text.AsSpan().ContainsAnyExcept("0123456789.-+e") ? $"{Quoted(text)}::double" : text,
            PrimitiveType { Kind: PrimitiveKind.Void } => null,
            PrimitiveType => static text => text,
            _ => null,
        };

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static async Task RequireAsync(IEngineSession session, Snapshot snapshot, string condition)
    {
        TableScan scan = await TableScan.PlanAsync(session, snapshot, condition, CancellationToken.None);
        RowSet rows = await session.QueryAsync(
            $"select {FilePosition.File}, count(*) filter (where ({condition})), count(*) from main.scanned as target group by 1",
            Math.Max(1, snapshot.Files.Count),
            CancellationToken.None
        );
        HashSet<AddFile> read = [.. scan.Plan.Read];
        foreach (IReadOnlyList<object?> row in rows.Rows)
        {
            AddFile file = snapshot.Files[Convert.ToInt32(row[0], CultureInfo.InvariantCulture)];
            Assert.True(read.Contains(file) || Equals(row[1], 0L), $"{condition} finds {row[1]} rows of a skipped file: {file.StatsJson}");
            Assert.True(!scan.Plan.Whole.Contains(file) || Equals(row[1], row[2]), $"{condition} finds {row[1]} of {row[2]} rows: {file.StatsJson}");
        }
    }
}
