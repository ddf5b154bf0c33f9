using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Export;
using Lakehouse.Testing;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class RowExportTests
{
    private static readonly TableName Name = new("main", "rows");

    [Fact]
    public async Task Json_loses_nothing()
    {
        StructType schema = StructType.FromJson(
            """
            {"type":"struct","fields":[
              {"name":"d","type":"decimal(38,4)","nullable":true,"metadata":{}},
              {"name":"f","type":"float","nullable":true,"metadata":{}},
              {"name":"n","type":"double","nullable":true,"metadata":{}},
              {"name":"t","type":"timestamp","nullable":true,"metadata":{}},
              {"name":"z","type":"timestamp_ntz","nullable":true,"metadata":{}},
              {"name":"b","type":"binary","nullable":true,"metadata":{}},
              {"name":"s","type":{"type":"struct","fields":[{"name":"a b","type":{"type":"array","elementType":"decimal(3,1)","containsNull":true},"nullable":true,"metadata":{}}]},"nullable":true,"metadata":{}},
              {"name":"m","type":{"type":"map","keyType":"integer","valueType":"decimal(3,1)","valueContainsNull":true},"nullable":true,"metadata":{}}]}
            """
        );
        const string Rows = """
            select 1234567890123456789012345678901234.5678::decimal(38,4) as d, 0.1::float as f, 'nan'::double as n,
              timestamp '2020-01-01 00:00:00.5' as t, timestamp '2020-01-01' as z, '\x00\xff'::blob as b,
              {'a b': [1.5, null]::decimal(3,1)[]} as s, map {1: 2.5::decimal(3,1)} as m
            """;

        string text = await ExportAsync(Rows, schema, ExportFormat.NdJson);

        Assert.Equal(
            """
            {"d":"1234567890123456789012345678901234.5678","f":0.1,"n":"nan","t":"2020-01-01T00:00:00.500000Z","z":"2020-01-01T00:00:00.000000","b":"AP8=","s":{"a b":["1.5",null]},"m":{"1":"2.5"}}

            """,
            text
        );
    }

    [Fact]
    public async Task Nulls_of_every_kind_stay_null()
    {
        StructType schema = StructType.FromJson(
            """
            {"type":"struct","fields":[
              {"name":"n","type":"double","nullable":true,"metadata":{}},
              {"name":"s","type":{"type":"struct","fields":[{"name":"a","type":"date","nullable":true,"metadata":{}}]},"nullable":true,"metadata":{}},
              {"name":"m","type":{"type":"map","keyType":"string","valueType":"date","valueContainsNull":true},"nullable":true,"metadata":{}}]}
            """
        );

        string text = await ExportAsync(
            "select null::double as n, null::struct(a date) as s, null::map(varchar, date) as m",
            schema,
            ExportFormat.NdJson
        );

        Assert.Equal("{\"n\":null,\"s\":null,\"m\":null}\n", text);
    }

    private static async Task<string> ExportAsync(string rows, StructType schema, ExportFormat format)
    {
        using TemporaryFolder folder = new();
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        await engine.Session.ExecuteAsync($"create table rows as {rows}", CancellationToken.None);
        string file = folder.At("rows");
        await new RowExport(engine.Session, new TimeOrderedIds(TimeProvider.System)).WriteAsync(
            Name,
            schema,
            file,
            format,
            CancellationToken.None
        );
        return await File.ReadAllTextAsync(file);
    }
}
