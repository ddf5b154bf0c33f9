using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Tests.Schema;

public sealed class DataTypeTests
{
    [Theory]
    [InlineData("string", "string")]
    [InlineData("VARCHAR", "string")]
    [InlineData("text", "string")]
    [InlineData("bigint", "bigint")]
    [InlineData("Long", "bigint")]
    [InlineData("int", "int")]
    [InlineData("integer", "int")]
    [InlineData("smallint", "smallint")]
    [InlineData("short", "smallint")]
    [InlineData("tinyint", "tinyint")]
    [InlineData("byte", "tinyint")]
    [InlineData("double", "double")]
    [InlineData("float", "float")]
    [InlineData("real", "float")]
    [InlineData("boolean", "boolean")]
    [InlineData("blob", "binary")]
    [InlineData("date", "date")]
    [InlineData(" timestamp ", "timestamp")]
    [InlineData("timestamp_ntz", "timestamp")]
    [InlineData("decimal(19,4)", "decimal(19,4)")]
    [InlineData("DECIMAL ( 38 , 38 )", "decimal(38,38)")]
    [InlineData("decimal(5)", "decimal(5,0)")]
    [InlineData("decimal", "decimal(10,0)")]
    public void Simple_texts_are_read_and_written_as_sql(string text, string sql) =>
        Assert.Equal(sql, DataType.Parse(text).ToSql());

    [Theory]
    [InlineData("")]
    [InlineData("hugeint")]
    [InlineData("decimal(39,0)")]
    [InlineData("decimal(0,0)")]
    [InlineData("decimal(5,6)")]
    [InlineData("decimal(5,-1)")]
    [InlineData("decimal(a)")]
    [InlineData("decimals")]
    [InlineData("int[]")]
    public void Other_texts_are_refused(string text)
    {
        DeltaException failure = Assert.Throws<DeltaException>(() => DataType.Parse(text));

        Assert.Equal(
            $"LH1301: Found the type '{text}', expected a primitive type such as bigint, string, decimal(19,4) "
                + "or timestamp. Write one of those names.",
            failure.Message
        );
    }

    [Fact]
    public void Nested_types_have_duckdb_text() =>
        Assert.Equal(
            "struct(\"a\"\"b\" bigint[], \"m\" map(string, date))",
            new StructType([
                new("a\"b", new ArrayType(DataType.Parse("long"), ContainsNull: true)),
                new("m", new MapType(DataType.Parse("string"), DataType.Parse("date"), ValueContainsNull: true)),
            ]).ToSql()
        );

    [Fact]
    public void Types_are_equal_by_structure() =>
        Assert.Equal(
            new StructType([new("a", new ArrayType(new DecimalType(3, 1), ContainsNull: false))]),
            new StructType([new("a", new ArrayType(new DecimalType(3, 1), ContainsNull: false))])
        );
}
