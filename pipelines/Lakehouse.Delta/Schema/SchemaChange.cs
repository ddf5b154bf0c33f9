namespace Lakehouse.Delta.Schema;

/// <summary>Fits the schema of a write to the schema of a table.</summary>
internal static class SchemaChange
{
    /// <summary>Adds the columns that a write brings. Whatever else differs is refused.</summary>
    /// <param name="table">The table's schema.</param>
    /// <param name="write">The schema that the write asks for; the order of its columns has no meaning.</param>
    /// <param name="where">The table, for the message.</param>
    /// <returns>The table's schema with the new columns at the end; the same instance where there are none.</returns>
    /// <exception cref="DeltaException"><c>LH1304</c>: a column is missing, has another type or nullability, or may not
    /// be null.</exception>
    internal static StructType Extend(StructType table, StructType write, string where) =>
        Extend(table, write, "", where);

    /// <summary>Takes the write's schema as it is, and keeps what the table knows of columns that stay.</summary>
    /// <param name="table">The table's schema.</param>
    /// <param name="write">The schema that the write asks for.</param>
    /// <returns>The schema; the table's instance where nothing differs.</returns>
    internal static StructType Replace(StructType table, StructType write)
    {
        StructType merged = new([.. write.Fields.Select(field => KeepMetadata(Find(table, field.Name), field))]);
        return merged.Equals(table) ? table : merged;
    }

    private static StructType Extend(StructType table, StructType write, string prefix, string where)
    {
        List<StructField> fields = [];
        foreach (StructField field in table.Fields)
        {
            StructField asked =
                Find(write, field.Name) ?? throw Refused($"the column '{prefix}{field.Name}' is missing", where);
            fields.Add(Fit(field, asked, prefix, where));
        }

        foreach (StructField field in write.Fields.Where(field => Find(table, field.Name) is null))
        {
            if (!field.IsNullable)
            {
                throw Refused(
                    $"the new column '{prefix}{field.Name}' is not nullable, but the rows that are there have no "
                        + "value for it",
                    where
                );
            }

            fields.Add(field);
        }

        return fields.SequenceEqual(table.Fields) ? table : new StructType(fields);
    }

    private static StructField Fit(StructField field, StructField asked, string prefix, string where)
    {
        string path = prefix + field.Name;
        if (!string.Equals(field.Name, asked.Name, StringComparison.Ordinal))
        {
            throw Refused($"the column '{path}' is written '{asked.Name}'", where);
        }

        if (field.IsNullable != asked.IsNullable)
        {
            throw Refused($"the column '{path}' is {(asked.IsNullable ? "nullable" : "not nullable")}", where);
        }

        return field with
        {
            Type = Fit(field.Type, asked.Type, path, where),
        };
    }

    private static DataType Fit(DataType type, DataType asked, string path, string where) =>
        (type, asked) switch
        {
            (StructType inner, StructType other) => Extend(inner, other, path + ".", where),
            (ArrayType list, ArrayType other) when list.ContainsNull == other.ContainsNull => list with
            {
                Element = Fit(list.Element, other.Element, path + ".element", where),
            },
            (MapType map, MapType other) when map.ValueContainsNull == other.ValueContainsNull => map with
            {
                Key = Fit(map.Key, other.Key, path + ".key", where),
                Value = Fit(map.Value, other.Value, path + ".value", where),
            },
            _ when type.Equals(asked) => type,
            _ => throw Refused(
                $"the column '{path}' has type {asked.ToSql()} where the table has {type.ToSql()}",
                where
            ),
        };

    private static StructField? Find(StructType schema, string name) =>
        schema.Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));

    // What a writer leaves unsaid stays: comments, and the text types that engines note beside a string.
    private static StructField KeepMetadata(StructField? known, StructField field)
    {
        if (known is null || !string.Equals(known.Name, field.Name, StringComparison.Ordinal))
        {
            return field;
        }

        DataType type = (known.Type, field.Type) is (StructType before, StructType after)
            ? new StructType([.. after.Fields.Select(inner => KeepMetadata(Find(before, inner.Name), inner))])
            : field.Type;
        bool isSame = known.Type.GetType() == field.Type.GetType();
        return field with { Type = type, MetadataJson = field.MetadataJson ?? (isSame ? known.MetadataJson : null) };
    }

    private static DeltaException Refused(string difference, string where) =>
        new(
            "LH1304",
            $"The schema of the write to '{where}' differs from the table's: {difference}. Expected the table's "
                + "columns, and new ones only if they are nullable.",
            "Change the write, or overwrite the whole table with the new schema."
        );
}
