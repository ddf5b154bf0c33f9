using Lakehouse.Delta.Schema;
using Lakehouse.Project;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Testing;

/// <summary>Types the rows of a test by the columns of their table.</summary>
internal static class ModelTestRows
{
    /// <summary>Types rows.</summary>
    /// <returns>Values in the order of the columns.</returns>
    /// <exception cref="TransformException">
    /// <c>LH4091</c>: a row names no column of the table. <c>LH4092</c>: a value is not of its column's type.
    /// </exception>
    internal static IReadOnlyList<IReadOnlyList<object?>> Typed(
        string file,
        string table,
        StructType schema,
        IReadOnlyList<ModelTestRow> rows)
    {
        List<IReadOnlyList<object?>> typed = new(rows.Count);
        foreach (ModelTestRow row in rows)
        {
            RequireColumns(file, table, schema, row);
            typed.Add([.. schema.Fields.Select(field => Typed(file, table, field, row))]);
        }

        return typed;
    }

    /// <summary>The columns that any of the rows names, in the table's order.</summary>
    internal static IReadOnlyList<StructField> Named(StructType schema, IReadOnlyList<ModelTestRow> rows)
    {
        HashSet<string> names = new(rows.SelectMany(row => row.Values.Keys), StringComparer.OrdinalIgnoreCase);
        return [.. schema.Fields.Where(field => names.Contains(field.Name))];
    }

    private static object? Typed(string file, string table, StructField field, ModelTestRow row)
    {
        if (!row.Values.TryGetValue(field.Name, out string? text) || text is null)
        {
            return null;
        }

        return TypedText.TryRead(field.Type, text) ?? throw new TransformException(
            "LH4092",
            $"found '{text}' for column {field.Name} of {table} at {file}:{row.Line}, expected a {field.Type.ToSql()}.",
            "Mend the value; null is written null.");
    }

    private static void RequireColumns(string file, string table, StructType schema, ModelTestRow row)
    {
        string[] known = [.. schema.Fields.Select(field => field.Name)];
        if (row.Values.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new TransformException(
                "LH4091",
                $"found the column '{unknown}' of {table} at {file}:{row.Line}, expected one of {string.Join(", ", known)}.",
                NearestName.Of(unknown, known) is { } near ? $"Did you mean '{near}'?" : "Remove it.");
        }
    }
}
