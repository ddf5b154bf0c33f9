// why: an action of a log is one line, and is compared as one.
#pragma warning disable S103

using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Tests.Schema;

public sealed class SchemaJsonTests
{
    [Fact]
    public void Every_type_and_all_metadata_survive_reading_and_writing()
    {
        string[] primitives =
        [
            "string",
            "long",
            "integer",
            "short",
            "byte",
            "double",
            "float",
            "boolean",
            "binary",
            "date",
            "timestamp",
            "timestamp_ntz",
            "void",
            "decimal(38,18)",
        ];
        IEnumerable<string> fields = primitives
            .Select(type => Field(type.Split('(')[0], $"\"{type}\""))
            .Concat([
                Field(
                    "list",
                    """{"type":"array","elementType":{"type":"array","elementType":"long","containsNull":false},"containsNull":true}"""
                ),
                Field(
                    "map",
                    """{"type":"map","keyType":"string","valueType":{"type":"struct","fields":[]},"valueContainsNull":false}"""
                ),
                Field(
                    "Ünïcode name.with `dots` \\\" $",
                    """{"type":"struct","fields":[{"name":"x","type":"long","nullable":false,"metadata":{"comment":"a \"b\" é","delta.columnMapping.id":4,"list":[1,{"k":null}],"flag":true}}]}"""
                ),
            ]);
        string json = $$"""{"type":"struct","fields":[{{string.Join(',', fields)}}]}""";

        Assert.Equal(json, StructType.FromJson(json).ToJson());
    }

    [Fact]
    public void A_decimal_may_have_a_space_or_no_digits() =>
        Assert.Equal(
            [new DecimalType(10, 2), new DecimalType(10, 0)],
            StructType
                .FromJson(
                    $$"""{"type":"struct","fields":[{{Field("a", "\"decimal(10, 2)\"")}},{{Field("b", "\"decimal\"")}}]}"""
                )
                .Fields.Select(field => field.Type)
        );

    [Theory]
    [InlineData("\"variant\"", "variant")]
    [InlineData("\"interval day\"", "interval day")]
    [InlineData("\"geometry(OGC:CRS84)\"", "geometry(OGC:CRS84)")]
    [InlineData("\"timestamp_nanos\"", "timestamp_nanos")]
    [InlineData("\"bigint\"", "bigint")]
    [InlineData("""{"type":"udt","class":"x"}""", "udt")]
    public void An_unknown_type_is_refused_by_its_name_and_column(string type, string name)
    {
        DeltaException failure = Assert.Throws<DeltaException>(() =>
            StructType.FromJson($$"""{"type":"struct","fields":[{{Field("odd", type)}}]}""")
        );

        Assert.Equal(
            $"LH1303: Found the type '{name}' at column 'odd', expected a type that this version reads. "
                + "Read the table with a newer version, or leave the column out when the table is written.",
            failure.Message
        );
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"long\"")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"type":"struct","fields":{}}""")]
    [InlineData("""{"type":"struct","fields":[{"name":5,"type":"long","nullable":true}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":"long","nullable":"yes"}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":null,"nullable":true}]}""")]
    [InlineData("""{"type":"struct","fields":[5]}""")]
    public void A_damaged_schema_is_refused(string json) =>
        Assert.Equal("LH1302", Assert.Throws<DeltaException>(() => StructType.FromJson(json)).Code);

    private static string Field(string name, string type) =>
        "{\"name\":\"" + name + "\",\"type\":" + type + ",\"nullable\":true,\"metadata\":{}}";
}
