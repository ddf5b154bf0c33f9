using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>Says in SQL that nothing is null which may not be, within structs, lists and maps, too.</summary>
internal static class NotNullConditions
{
    /// <summary>A condition for each column that has a part that may not be null.</summary>
    internal static IEnumerable<(string Name, string Condition)> Of(StructType schema, string alias)
    {
        foreach (StructField field in schema.Fields)
        {
            string[] demands = [.. OfField(Assignments.Column(alias, field), field, 0)];
            if (demands.Length > 0)
            {
                yield return (field.Name, string.Join(" and ", demands));
            }
        }
    }

    private static IEnumerable<string> OfField(string value, StructField field, int depth)
    {
        if (!field.IsNullable)
        {
            yield return $"({value} is not null)";
        }

        // What is within a value that is null itself, is not there.
        string[] within = [.. Within(value, field.Type, depth)];
        if (within.Length > 0)
        {
            yield return $"({value} is null or ({string.Join(" and ", within)}))";
        }
    }

    private static IEnumerable<string> Within(string value, DataType type, int depth)
    {
        switch (type)
        {
            case StructType record:
                return record.Fields.SelectMany(field =>
                    OfField($"struct_extract({value}, {SqlText.Literal(field.Name)})", field, depth)
                );
            case ArrayType array:
                return Each(value, array.Element, array.ContainsNull, depth);
            case MapType map:
                return Each($"map_keys({value})", map.Key, mayBeNull: true, depth)
                    .Concat(Each($"map_values({value})", map.Value, map.ValueContainsNull, depth));
            default:
                return [];
        }
    }

    private static IEnumerable<string> Each(string list, DataType element, bool mayBeNull, int depth)
    {
        string variable = string.Create(CultureInfo.InvariantCulture, $"v{depth}");
        string[] demands = [.. OfField(variable, new StructField("", element, mayBeNull), depth + 1)];
        if (demands.Length > 0)
        {
            string all = string.Join(" and ", demands);
            yield return $"(len(list_filter({list}, lambda {variable}: ({all}) is not true)) = 0)";
        }
    }
}
