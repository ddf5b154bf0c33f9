using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>
/// Turns types and values between the names that a table gives its fields and those that a file has for them.
/// </summary>
/// <param name="nameOf">The name of a field in the file, or null where the file does not have it.</param>
internal sealed class FileNames(Func<StructField, string?> nameOf)
{
    /// <summary>A field as the file has it, or null where nothing of it is there.</summary>
    public StructField? TryStored(StructField field) =>
        nameOf(field) is { } name && TryStored(field.Type) is { } type
            ? new StructField(name, type, field.IsNullable)
            : null;

    /// <summary>An expression with the names of the file, made one with the names of the table.</summary>
    /// <param name="expression">SQL of the stored type.</param>
    /// <param name="type">The type with the table's names.</param>
    /// <param name="depth">How many expressions are around it, so that no two variables have one name.</param>
    /// <returns>SQL; the expression itself where no name differs.</returns>
    public string Logical(string expression, DataType type, int depth = 0)
    {
        if (HasSameNames(type))
        {
            return expression;
        }

        string variable = string.Create(CultureInfo.InvariantCulture, $"e{depth}");
        return type switch
        {
            StructType structure => Guarded(
                expression,
                $"struct_pack({SqlText.List(structure.Fields.Select(field => Member(expression, field, depth)))})"
            ),
            ArrayType array =>
                $"list_transform({expression}, lambda {variable}: {Logical(variable, array.Element, depth + 1)})",
            MapType map => Guarded(
                expression,
                $"map_from_entries(list_transform(map_entries({expression}), lambda {variable}: struct_pack("
                    + $"k := {Logical($"struct_extract({variable}, 'key')", map.Key, depth + 1)}, "
                    + $"v := {Logical($"struct_extract({variable}, 'value')", map.Value, depth + 1)})))"
            ),
            _ => expression,
        };
    }

    private DataType? TryStored(DataType type)
    {
        switch (type)
        {
            case StructType structure:
                StructField[] fields = [.. structure.Fields.Select(TryStored).OfType<StructField>()];
                return fields.Length == 0 ? null : new StructType(fields);
            case ArrayType array:
                return TryStored(array.Element) is { } element ? array with { Element = element } : null;
            case MapType map:
                return TryStored(map.Key) is { } key && TryStored(map.Value) is { } value
                    ? map with { Key = key, Value = value }
                    : null;
            default:
                return type;
        }
    }

    private string Member(string record, StructField field, int depth)
    {
        string name = SqlText.Identifier(field.Name);
        return TryStored(field) is { } stored
            ? $"{name} := {Logical($"struct_extract({record}, {SqlText.Literal(stored.Name)})", field.Type, depth + 1)}"
            : $"{name} := cast(null as {DuckDbType.InSql(field.Type)})";
    }

    private bool HasSameNames(DataType type) =>
        type switch
        {
            StructType structure => structure.Fields.All(field =>
                string.Equals(nameOf(field), field.Name, StringComparison.Ordinal) && HasSameNames(field.Type)
            ),
            ArrayType array => HasSameNames(array.Element),
            MapType map => HasSameNames(map.Key) && HasSameNames(map.Value),
            _ => true,
        };

    // A record made of the parts of nothing would be a record of nulls.
    private static string Guarded(string expression, string made) =>
        $"case when {expression} is null then null else {made} end";
}
