using System.Globalization;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.DuckDb.Text;

/// <summary>Writes a Delta type as DuckDB's type text.</summary>
internal static class DuckDbType
{
    /// <summary>The type as SQL sees it: an instant is <c>TIMESTAMP</c>, in UTC.</summary>
    public static string InSql(DataType type) => Text(type, instant: "TIMESTAMP");

    /// <summary>
    /// The type as a data file holds it: an instant is <c>TIMESTAMPTZ</c>, because Parquet then marks it as adjusted to
    /// UTC. Without the mark, readers take it for a wall clock without a zone.
    /// </summary>
    public static string InFile(DataType type) => Text(type, instant: "TIMESTAMPTZ");

    private static string Text(DataType type, string instant) =>
        type switch
        {
            PrimitiveType primitive => Primitive(primitive.Kind, instant),
            DecimalType(int precision, int scale) => string.Create(
                CultureInfo.InvariantCulture,
                $"DECIMAL({precision},{scale})"
            ),
            ArrayType array => $"{Text(array.Element, instant)}[]",
            MapType map => $"MAP({Text(map.Key, instant)}, {Text(map.Value, instant)})",
            StructType record => $"STRUCT({SqlText.List(record.Fields.Select(field => Member(field, instant)))})",
            _ => throw new EngineException(
                "LH2003",
                $"found a column of type {type.GetType().Name}, expected a type that DuckDB has.",
                "Cast the column to another type in the model's header."
            ),
        };

    private static string Member(StructField field, string instant) =>
        $"{SqlText.Identifier(field.Name)} {Text(field.Type, instant)}";

    private static string Primitive(PrimitiveKind kind, string instant) =>
        kind switch
        {
            PrimitiveKind.String => "VARCHAR",
            PrimitiveKind.Long => "BIGINT",
            PrimitiveKind.Integer => "INTEGER",
            PrimitiveKind.Short => "SMALLINT",
            PrimitiveKind.Byte => "TINYINT",
            PrimitiveKind.Double => "DOUBLE",
            PrimitiveKind.Float => "FLOAT",
            PrimitiveKind.Boolean => "BOOLEAN",
            PrimitiveKind.Binary => "BLOB",
            PrimitiveKind.Date => "DATE",
            PrimitiveKind.Timestamp => instant,
            PrimitiveKind.TimestampNtz => "TIMESTAMP",

            // A void column is null in every row, and no file has it.
            PrimitiveKind.Void => "INTEGER",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind has no DuckDB type."),
        };
}
