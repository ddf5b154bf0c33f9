using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Export;

/// <summary>Values as JSON can hold them without loss.</summary>
/// <remarks>
/// Decimals are strings, so that no reader rounds them; so are NaN and the infinities, for which JSON has no number.
/// Instants are ISO 8601 with <c>Z</c>, wall-clock times without it; bytes are base64; the keys of a map are texts.
/// </remarks>
internal static class JsonValue
{
    /// <summary>An expression for a value as it is written.</summary>
    /// <param name="value">SQL of the type.</param>
    /// <param name="type">The type.</param>
    /// <param name="depth">How many expressions are around it, so that no two variables have one name.</param>
    /// <returns>SQL.</returns>
    public static string Of(string value, DataType type, int depth = 0)
    {
        string variable = string.Create(CultureInfo.InvariantCulture, $"e{depth}");
        return type switch
        {
            PrimitiveType primitive => Of(value, primitive.Kind),
            DecimalType => $"cast({value} as VARCHAR)",
            ArrayType array => $"list_transform({value}, lambda {variable}: {Of(variable, array.Element, depth + 1)})",
            MapType map => $"case when {value} is null then null else map_from_entries(list_transform(map_entries({value}), "
                + $"lambda {variable}: struct_pack(k := cast({Of($"struct_extract({variable}, 'key')", map.Key, depth + 1)} as VARCHAR), "
                + $"v := {Of($"struct_extract({variable}, 'value')", map.Value, depth + 1)}))) end",
            StructType record => $"case when {value} is null then null else struct_pack("
                + $"{SqlText.List(record.Fields.Select(field => Member(value, field, depth)))}) end",
            _ => value,
        };
    }

    private static string Member(string record, StructField field, int depth) =>
        $"{SqlText.Identifier(field.Name)} := "
        + Of($"struct_extract({record}, {SqlText.Literal(field.Name)})", field.Type, depth + 1);

    private static string Of(string value, PrimitiveKind kind) =>
        kind switch
        {
            PrimitiveKind.Double or PrimitiveKind.Float =>
                $"case when isfinite({value}) then cast(cast({value} as VARCHAR) as JSON) else to_json(cast({value} as VARCHAR)) end",
            PrimitiveKind.Timestamp => $"strftime({value}, '%Y-%m-%dT%H:%M:%S.%fZ')",
            PrimitiveKind.TimestampNtz => $"strftime({value}, '%Y-%m-%dT%H:%M:%S.%f')",
            PrimitiveKind.Date => $"cast({value} as VARCHAR)",
            PrimitiveKind.Binary => $"base64({value})",
            _ => value,
        };
}
