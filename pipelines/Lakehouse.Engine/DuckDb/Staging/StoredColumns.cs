using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>The columns of a staging as its files have them: names, values and ids.</summary>
internal sealed class StoredColumns
{
    private readonly StageRequest _request;

    /// <summary>Makes them.</summary>
    public StoredColumns(StageRequest request)
    {
        _request = request;
        Schema = ColumnMapping.Physical(request.Schema, request.Mapping);
        PartitionNames =
        [
            .. request.PartitionColumns.Select(column => NameOf(request.Schema.Fields.First(field => IsNamed(field, column)))),
        ];
        Stored = new StructType([
            .. Schema.Fields.Where(field => !PartitionNames.Contains(field.Name, StringComparer.OrdinalIgnoreCase)),
        ]);
    }

    /// <summary>All columns under the names that files have for them.</summary>
    public StructType Schema { get; }

    /// <summary>The columns that files hold: those that are no partition columns.</summary>
    public StructType Stored { get; }

    /// <summary>The names of the partition columns, in their order.</summary>
    public IReadOnlyList<string> PartitionNames { get; }

    /// <summary>The name of a column in files.</summary>
    public string NameOf(StructField field) => ColumnMapping.PhysicalName(field, _request.Mapping);

    /// <summary>A column's value with the names that files have within structs.</summary>
    /// <param name="expression">SQL of the column's type.</param>
    /// <param name="type">The type with logical names.</param>
    public string Value(string expression, DataType type) => Value(expression, type, depth: 0);

    /// <summary>The option of COPY that gives columns their ids; empty where they have none.</summary>
    public string FieldIds()
    {
        if (_request.Mapping == ColumnMappingMode.None)
        {
            return string.Empty;
        }

        IEnumerable<StructField> stored = _request.Schema.Fields.Where(field =>
            !_request.PartitionColumns.Any(column => IsNamed(field, column))
        );
        return $", field_ids {{{SqlText.List(stored.Select(FieldId))}}}";
    }

    private static bool IsNamed(StructField field, string column) =>
        string.Equals(field.Name, column, StringComparison.OrdinalIgnoreCase);

    private string FieldId(StructField field)
    {
        string id = ColumnMapping.Id(field) is { } number ? number.ToString(CultureInfo.InvariantCulture) : "null";
        string name = SqlText.Identifier(NameOf(field));
        string[] inner = [.. Inner(field.Type)];
        return inner.Length == 0 ? $"{name}: {id}" : $"{name}: {{{SqlText.List(["__duckdb_field_id: " + id, .. inner])}}}";
    }

    private IEnumerable<string> Inner(DataType type) =>
        type switch
        {
            StructType structure => structure.Fields.Select(FieldId),
            ArrayType array => Part("element", array.Element),
            MapType map => Part("key", map.Key).Concat(Part("value", map.Value)),
            _ => [],
        };

    private IEnumerable<string> Part(string name, DataType type)
    {
        string[] inner = [.. Inner(type)];
        return inner.Length == 0 ? [] : [$"{name}: {{{SqlText.List(inner)}}}"];
    }

    private string Value(string expression, DataType type, int depth)
    {
        if (_request.Mapping == ColumnMappingMode.None || !HasStruct(type))
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
                $"list_transform({expression}, lambda {variable}: {Value(variable, array.Element, depth + 1)})",
            MapType map => Guarded(
                expression,
                $"map_from_entries(list_transform(map_entries({expression}), lambda {variable}: struct_pack("
                    + $"k := {Value($"struct_extract({variable}, 'key')", map.Key, depth + 1)}, "
                    + $"v := {Value($"struct_extract({variable}, 'value')", map.Value, depth + 1)})))"
            ),
            _ => expression,
        };
    }

    private string Member(string record, StructField field, int depth)
    {
        string value = Value($"struct_extract({record}, {SqlText.Literal(field.Name)})", field.Type, depth + 1);
        return $"{SqlText.Identifier(NameOf(field))} := {value}";
    }

    private static bool HasStruct(DataType type) =>
        type switch
        {
            StructType => true,
            ArrayType array => HasStruct(array.Element),
            MapType map => HasStruct(map.Key) || HasStruct(map.Value),
            _ => false,
        };

    // A record made of the parts of nothing would be a record of nulls.
    private static string Guarded(string expression, string made) =>
        $"case when {expression} is null then null else {made} end";
}
