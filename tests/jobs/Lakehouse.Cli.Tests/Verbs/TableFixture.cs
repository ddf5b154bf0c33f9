using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Cli.Tests.Verbs;

/// <summary>Writes small Delta tables for verbs to read.</summary>
internal static class TableFixture
{
    public static async Task WriteAsync(string warehouse, string table, string select, TimeProvider? clock = null)
    {
        TableName name = TableName.Parse(table);
        await using DuckDbEngine engine = new(new DuckDbOptions());
        DeltaTable target = new(
            new LocalTableStore(Path.Combine(warehouse, name.Schema, name.Name)),
            new DeltaTableOptions { Checkpoints = engine.Checkpoints, Clock = clock ?? TimeProvider.System });
        await using IEngineSession session = await engine.OpenSessionAsync(CancellationToken.None);
        IReadOnlyList<RowSetColumn> columns = await session.DescribeAsync(select, CancellationToken.None);
        StructType schema = new([.. columns.Select(column => new StructField(column.Name, DataType.Parse(Portable(column.SqlType))))]);
        StagedRows staged = await session.StageAsync(
            new StageRequest { Sql = select, Schema = schema, TableRoot = target.Root, Label = table },
            progress: null,
            CancellationToken.None);
        TableWrite write = new() { Mode = WriteMode.Overwrite, Schema = schema, Files = staged.Files };
        Assert.IsType<WriteOutcome.Committed>(
            await target.WriteAsync(await target.TryLoadAsync(CancellationToken.None), write, CancellationToken.None));
    }

    private static string Portable(string type) => type switch
    {
        "varchar" => "string",
        "integer" => "int",
        _ => type,
    };
}
