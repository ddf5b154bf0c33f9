using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commit;

/// <summary>Changes one column of a schema where files do not know columns by their logical names.</summary>
internal static class ColumnChange
{
    /// <summary>Checks that a table can lose or rename a column without writing its files anew.</summary>
    /// <exception cref="DeltaException"><c>LH1425</c>: its files know columns by their logical names; <c>LH1428</c>: a
    /// constraint or another column may be computed from the column.</exception>
    internal static void RequireAllowed(Snapshot basis, IReadOnlyList<string> path)
    {
        if (basis.ColumnMapping == ColumnMappingMode.None)
        {
            throw new DeltaException(
                "LH1425",
                $"The table '{basis.Root}' has no column mapping, so that its files name the column "
                    + $"'{string.Join('.', path)}' themselves; expected delta.columnMapping.mode to be 'name' or 'id'.",
                "Set the property delta.columnMapping.mode to name first."
            );
        }

        string? dependent = basis
            .Metadata.Configuration.Where(entry => MayName(entry.Key, entry.Value, path[0]))
            .Select(entry => entry.Key)
            .FirstOrDefault();
        if (dependent is not null || HasExpression(basis.Schema, path[0]))
        {
            throw new DeltaException(
                "LH1428",
                $"The column '{path[0]}' of '{basis.Root}' is named by "
                    + $"{dependent ?? "an expression of another column"}, expected a column that nothing depends on.",
                "Drop the constraint or change the property first."
            );
        }
    }

    /// <summary>The schema with one field replaced, or taken out for null.</summary>
    /// <exception cref="DeltaException"><c>LH1426</c>: there is no such column, or nothing would be left beside
    /// it.</exception>
    internal static StructType At(Snapshot basis, IReadOnlyList<string> path, Func<StructField, StructField?> change) =>
        At(basis, basis.Schema, path, 0, change);

    private static StructType At(
        Snapshot basis,
        StructType level,
        IReadOnlyList<string> path,
        int depth,
        Func<StructField, StructField?> change
    )
    {
        int at = -1;
        for (int index = 0; depth < path.Count && index < level.Fields.Count; index++)
        {
            at = string.Equals(level.Fields[index].Name, path[depth], StringComparison.OrdinalIgnoreCase) ? index : at;
        }

        if (at < 0)
        {
            throw NoColumn(basis, path, "is not there");
        }

        StructField field = level.Fields[at];
        StructField? changed =
            depth == path.Count - 1 ? change(field)
            : field.Type is StructType inner ? field with { Type = At(basis, inner, path, depth + 1, change) }
            : throw NoColumn(basis, path, $"lies within '{field.Name}', which is no struct");
        List<StructField> fields = [.. level.Fields];
        if (changed is null)
        {
            fields.RemoveAt(at);
        }
        else
        {
            fields[at] = changed;
        }

        return fields.Count > 0 ? new StructType(fields) : throw NoColumn(basis, path, "has no other beside it");
    }

    // A text that has the name as a part counts: whoever drops a constraint too many can add it again.
    private static bool MayName(string key, string value, string column) =>
        (
            key.StartsWith("delta.constraints.", StringComparison.OrdinalIgnoreCase)
            || string.Equals(key, "delta.dataSkippingStatsColumns", StringComparison.Ordinal)
        ) && value.Contains(column, StringComparison.OrdinalIgnoreCase);

    private static bool HasExpression(StructType schema, string column) =>
        schema.Fields.Any(field =>
            field.MetadataJson is { } metadata
            && (
                metadata.Contains("delta.generationExpression", StringComparison.Ordinal)
                || metadata.Contains("delta.invariants", StringComparison.Ordinal)
            )
            && metadata.Contains(column, StringComparison.OrdinalIgnoreCase)
        );

    private static DeltaException NoColumn(Snapshot basis, IReadOnlyList<string> path, string what) =>
        new(
            "LH1426",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The column '{string.Join('.', path)}' of '{basis.Root}' {what}, expected one of the table's."
            ),
            "Correct the path."
        );
}
