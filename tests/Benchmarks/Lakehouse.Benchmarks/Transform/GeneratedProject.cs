using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Project;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Running;

namespace Lakehouse.Benchmarks.Transform;

/// <summary>A project of two hundred models with two checks each, in a folder of its own.</summary>
/// <param name="folder">The folder; it must not exist.</param>
internal sealed class GeneratedProject(string folder)
{
    internal const int SourceCount = 10;
    internal const int ModelCount = 200;
    internal const int RowCount = 1_000;

    private const int LayerSize = 20;

    /// <summary>Writes the project's files and lands its sources.</summary>
    internal async Task CreateAsync(DuckDbEngine engine)
    {
        Write("lakehouse.yml", "name: generated\nreference: none\n");
        Write("sql/bronze/gen.yml", Contract());
        for (int i = 0; i < ModelCount; i++)
        {
            WriteModel(i, factor: 1);
        }

        for (int i = 0; i < SourceCount; i++)
        {
            await LandAsync(engine, i).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a model; another factor is an edit that changes its rows.</summary>
    internal void WriteModel(int number, int factor)
    {
        string schema = number < ModelCount / 2 ? "silver" : "gold";
        string[] inputs = Inputs(number);
        Write(
            string.Create(CultureInfo.InvariantCulture, $"sql/{schema}/m{number:000}.sql"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                /*---
                model: {schema}.m{number:000}
                grain: [id]
                description: Amounts of two inputs, added.
                columns:
                  - name: id
                    type: bigint
                    description: The record.
                  - name: amount
                    type: decimal(19,4)
                    description: The sum of both amounts.
                checks:
                  - not_null: [id, amount]
                ---*/
                with

                first_input as (

                    select id, amount from {inputs[0]}

                ),

                second_input as (

                    select id, amount from {inputs[1]}

                )

                select
                    first_input.id,
                    first_input.amount * {factor} + coalesce(second_input.amount, 0) as amount
                from first_input
                left join second_input on second_input.id = first_input.id
                """));
    }

    internal TransformRequest Request(DuckDbEngine engine, string runId)
    {
        LakehouseProject project = LakehouseProject.Open(folder, new ProjectChoices());
        return new TransformRequest
        {
            Project = project,
            Engine = engine,
            SqlReader = engine.SqlReader,
            Tables = name => Table(engine, project.TableFolder(name.Schema, name.Name)),
            RunId = runId,
            AsOf = DateTimeOffset.UnixEpoch,
        };
    }

    private static DeltaTable Table(DuckDbEngine engine, string root) =>
        new(new LocalTableStore(root), new DeltaTableOptions { Checkpoints = engine.Checkpoints });

    private static string[] Inputs(int number)
    {
        if (number < LayerSize)
        {
            return [Source(number % SourceCount), Source((number + 1) % SourceCount)];
        }

        int layer = number / LayerSize * LayerSize;
        return [Name(layer - LayerSize + (number % LayerSize)), Name(layer - LayerSize + ((number + 7) % LayerSize))];
    }

    private static string Source(int number) => string.Create(CultureInfo.InvariantCulture, $"bronze.gen_s{number}");

    private static string Name(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{(number < ModelCount / 2 ? "silver" : "gold")}.m{number:000}");

    private static string Contract()
    {
        string entities = string.Concat(Enumerable.Range(0, SourceCount).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"  s{i}:\n    files: \"s{i}_*.csv\"\n    key: [id]\n    columns:\n      id: bigint\n      amount: decimal(19,4)\n")));
        return $"source: gen\nlanding: landing\nentities:\n{entities}";
    }

    private async Task LandAsync(DuckDbEngine engine, int number)
    {
        TransformRequest request = Request(engine, "land");
        StructType schema = TransformGraph
            .Load(request.Project, request.SqlReader, request.OtherTables)[TableName.Parse(Source(number))].Schema;
        DeltaTable table = request.Tables(TableName.Parse(Source(number)));
        IEngineSession session = await engine.OpenSessionAsync(CancellationToken.None).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            string sql = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                select i as id, cast(i * {number + 1} as decimal(19, 4)) as amount, timestamp '2025-01-01' as _ingested_at,
                    'b' as _batch_id, 'gen' as _source_system, 'f' as _source_file, md5(cast(i as varchar)) as _row_hash
                from range(0, {RowCount}) as t(i)
                """);
            StageRequest stage = new() { Sql = sql, Schema = schema, TableRoot = table.Root, Label = Source(number) };
            StagedRows rows = await session.StageAsync(stage, progress: null, CancellationToken.None).ConfigureAwait(false);
            TableWrite write = new() { Mode = WriteMode.Append, Schema = schema, Files = rows.Files };
            _ = await table.WriteAsync(basis: null, write, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!); // The path is below the folder.
        File.WriteAllText(full, text);
    }
}
