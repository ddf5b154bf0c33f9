using System.Globalization;
using System.Text;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>Writes the SELECT that makes data files look like one table.</summary>
/// <remarks>
/// Columns are found by name, whatever their order and case in a file; a column that a file lacks is NULL; values are
/// cast to the schema's types as they are read, within structs, lists and maps too. No file is opened to bind the
/// SELECT. Partition columns come from the log, and a column of that name in a file is left alone.
/// </remarks>
internal static class ParquetRelation
{
    private const string FileColumn = "lh file";

    /// <summary>Writes the SELECT.</summary>
    /// <param name="schema">The columns, partition columns included.</param>
    /// <param name="partitionColumns">The partition columns.</param>
    /// <param name="files">The files; with none the SELECT has the columns and no rows.</param>
    /// <param name="withPositions">Whether the columns of <see cref="FilePosition"/> come at the end.</param>
    /// <returns>One SELECT.</returns>
    public static string Select(
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        IReadOnlyList<RelationFile> files,
        bool withPositions = false
    )
    {
        if (files.Count == 0)
        {
            return Empty(withPositions ? WithPositions(schema) : schema);
        }

        StructField[] stored = [.. schema.Fields.Where(field => IndexOf(partitionColumns, field.Name) < 0)];
        bool needsFile = partitionColumns.Count > 0;

        var sql = new StringBuilder("select ");
        sql.AppendJoin(", ", schema.Fields.Select(field => Column(field, partitionColumns)));
        if (withPositions)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $", cast(f.file_index as BIGINT) as {FilePosition.File}, f.file_row_number as {FilePosition.Row}"
            );
        }

        string paths = SqlText.List(files.Select(file => SqlText.Literal(Globbing.Exactly(file.Path))));
        sql.Append(CultureInfo.InvariantCulture, $" from read_parquet([{paths}]");
        if (stored.Length > 0)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $", schema = map {{{string.Join(", ", stored.Select(SchemaEntry))}}}"
            );
        }

        sql.Append(", hive_partitioning = false");
        if (needsFile)
        {
            sql.Append(CultureInfo.InvariantCulture, $", filename = {SqlText.Literal(FileColumn)}");
        }

        sql.Append(") as f");
        if (needsFile)
        {
            AppendPartitions(sql, partitionColumns, files);
        }

        return sql.ToString();
    }

    /// <summary>Writes a SELECT with the columns of a schema and no rows.</summary>
    /// <param name="schema">The columns.</param>
    /// <returns>One SELECT.</returns>
    public static string Empty(StructType schema) =>
        $"select {SqlText.List(schema.Fields.Select(TypedNull))} where false";

    /// <summary>Writes a SELECT of the partition values of files, without opening one.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="partitionColumns">The partition columns.</param>
    /// <param name="files">The files.</param>
    /// <returns>One SELECT, a row a file.</returns>
    public static string SelectPartitions(
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        IReadOnlyList<RelationFile> files
    )
    {
        StructField[] fields = [.. schema.Fields.Where(field => IndexOf(partitionColumns, field.Name) >= 0)];
        if (files.Count == 0)
        {
            return Empty(WithPositions(new StructType(fields)));
        }

        IEnumerable<string> columns = fields.Select(field => Column(field, partitionColumns));
        IEnumerable<string> names = partitionColumns.Select((_, index) => $"p{index}");
        string Row(RelationFile file, int index)
        {
            IEnumerable<string> values = partitionColumns.Select(column =>
                $"cast({SqlText.Literal(Value(file, column))} as VARCHAR)"
            );
            return string.Create(CultureInfo.InvariantCulture, $"({SqlText.List(values.Prepend($"{index}::BIGINT"))})");
        }

        return $"select {SqlText.List(columns.Append($"p.{FilePosition.File}"))} from (values "
            + $"{SqlText.List(files.Select(Row))}) as p({SqlText.List(names.Prepend(FilePosition.File))})";
    }

    private static StructType WithPositions(StructType schema)
    {
        PrimitiveType number = new(PrimitiveKind.Long);
        return new StructType([
            .. schema.Fields,
            new StructField(FilePosition.File, number),
            new StructField(FilePosition.Row, number),
        ]);
    }

    private static string TypedNull(StructField field) =>
        $"cast(null as {DuckDbType.InSql(field.Type)}) as {SqlText.Identifier(field.Name)}";

    private static string Column(StructField field, IReadOnlyList<string> partitionColumns)
    {
        string name = SqlText.Identifier(field.Name);
        int partition = IndexOf(partitionColumns, field.Name);
        if (partition < 0)
        {
            return $"f.{name}";
        }

        string text = string.Create(CultureInfo.InvariantCulture, $"p.p{partition}");
        return $"{PartitionValue(text, field.Type)} as {name}";
    }

    private static string PartitionValue(string text, DataType type) =>
        type switch
        {
            PrimitiveType { Kind: PrimitiveKind.String } => text,
            PrimitiveType { Kind: PrimitiveKind.Binary } => $"encode({text})",

            // The log may write an instant with a zone; a cast straight to TIMESTAMP would ignore it.
            PrimitiveType { Kind: PrimitiveKind.Timestamp } => $"cast(cast({text} as TIMESTAMPTZ) as TIMESTAMP)",
            _ => $"cast({text} as {DuckDbType.InSql(type)})",
        };

    private static string SchemaEntry(StructField field)
    {
        string name = SqlText.Literal(field.Name);
        string type = SqlText.Literal(DuckDbType.InSql(field.Type));
        return $"{name}: {{name: {name}, type: {type}, default_value: null}}";
    }

    private static void AppendPartitions(
        StringBuilder sql,
        IReadOnlyList<string> partitionColumns,
        IReadOnlyList<RelationFile> files
    )
    {
        string Row(RelationFile file)
        {
            IEnumerable<string> values = partitionColumns.Select(column =>
                $"cast({SqlText.Literal(Value(file, column))} as VARCHAR)"
            );
            return $"({SqlText.Literal(file.Path)}, {SqlText.List(values)})";
        }

        IEnumerable<string> names = partitionColumns.Select((_, index) => $"p{index}");
        sql.Append(" join (values ").AppendJoin(", ", files.Select(Row));
        sql.Append(CultureInfo.InvariantCulture, $") as p(file, {SqlText.List(names)})");
        sql.Append(CultureInfo.InvariantCulture, $" on f.{SqlText.Identifier(FileColumn)} = p.file");
    }

    // In the log an empty text means NULL, as a missing value does.
    private static string? Value(RelationFile file, string column) =>
        file.PartitionValues.TryGetValue(column, out string? text) && text is { Length: > 0 } ? text : null;

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int index = 0; index < names.Count; index++)
        {
            if (string.Equals(names[index], name, StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        return -1;
    }
}
