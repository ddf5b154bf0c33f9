using System.Globalization;
using System.Text;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>Writes the SELECT that makes data files look like one table.</summary>
/// <remarks>
/// Columns are found by name or id, whatever their order and case in a file; a column that a file lacks is NULL; values
/// are cast to the schema's types as they are read, within structs, lists and maps too. No file is opened to bind the
/// SELECT. Partition columns come from the log, and a column of that name in a file is left alone. Rows that a deletion
/// vector deletes are left out by their position in the file.
/// </remarks>
internal sealed class ParquetRelation
{
    /// <summary>The number of a row's file among <see cref="Files"/>, quoted, for further columns.</summary>
    public const string FileColumn = "f.\"lh file\"";

    /// <summary>The position of a row in its file, quoted, for further columns.</summary>
    public const string RowColumn = "f.\"lh row\"";

    private readonly RelationColumns _columns;

    /// <summary>Makes a relation.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="files">The files; with none the SELECT has the columns and no rows.</param>
    public ParquetRelation(RelationColumns columns, IReadOnlyList<RelationFile> files)
    {
        _columns = columns;
        Files = files;
    }

    /// <summary>The files, which <see cref="FileColumn"/> numbers from 0.</summary>
    public IReadOnlyList<RelationFile> Files { get; }

    /// <summary>Whether some rows of a file are not the table's.</summary>
    public bool FiltersRows => Files.Any(file => file.Deleted is not null || file.Only is not null);

    /// <summary>The rows that are left out, or, where files have <see cref="RelationFile.Only"/>, the ones taken.</summary>
    /// <returns>Runs: the file's number, the first row, and how many rows.</returns>
    public IEnumerable<(long File, long Start, long Length)> PositionRuns()
    {
        for (int file = 0; file < Files.Count; file++)
        {
            foreach ((long start, long length) in (Files[file].Only ?? Files[file].Deleted ?? RowPositionSet.Empty).Runs())
            {
                yield return (file, start, length);
            }
        }
    }

    /// <summary>Writes the SELECT.</summary>
    /// <param name="positions">A relation of the rows of <see cref="PositionRuns"/>, with the columns <c>file</c> and
    /// <c>row</c>; not used where <see cref="FiltersRows"/> is false.</param>
    /// <param name="further">Further columns as SQL with an alias, behind the table's own.</param>
    /// <returns>One SELECT.</returns>
    public string Select(string positions, params IReadOnlyList<(string Sql, string Name, DataType Type)> further)
    {
        if (Files.Count == 0)
        {
            StructType all = new([
                .. _columns.Schema.Fields,
                .. further.Select(column => new StructField(column.Name, column.Type)),
            ]);
            return Empty(all);
        }

        // Files that have their columns under other names are read by a SELECT of their own.
        return string.Join(
            " union all ",
            Files
                .Index()
                .GroupBy(entry => entry.Item.Shape, entry => (entry.Index, entry.Item))
                .Select(group => SelectGroup([.. group], positions, further))
        );
    }

    /// <summary>Writes a SELECT with the columns of a schema and no rows.</summary>
    /// <param name="schema">The columns.</param>
    /// <returns>One SELECT.</returns>
    public static string Empty(StructType schema) =>
        $"select {SqlText.List(schema.Fields.Select(TypedNull))} where false";

    /// <summary>Writes a SELECT of the partition values of the files, without opening one.</summary>
    /// <param name="fileColumn">The name of the column with the file's number.</param>
    /// <returns>One SELECT, a row a file: the file's number behind the partition columns.</returns>
    public string SelectPartitions(string fileColumn)
    {
        if (Files.Count == 0)
        {
            return Empty(
                new StructType([.. _columns.Partitions, new StructField(fileColumn, new PrimitiveType(PrimitiveKind.Long))])
            );
        }

        FileNames names = _columns.NamesIn(shape: null);
        IEnumerable<string> columns = _columns
            .Partitions.Select(field => Column(field, names))
            .Append($"p.file as {SqlText.Identifier(fileColumn)}");
        return $"select {SqlText.List(columns)} from {PartitionValues(Files.Index())}";
    }

    private string SelectGroup(
        (int Number, RelationFile File)[] files,
        string positions,
        IReadOnlyList<(string Sql, string Name, DataType Type)> further
    )
    {
        FileNames names = _columns.NamesIn(files[0].File.Shape);
        var sql = new StringBuilder("select ");
        sql.AppendJoin(
            ", ",
            _columns
                .Schema.Fields.Select(field => Column(field, names))
                .Concat(further.Select(column => $"{column.Sql} as {SqlText.Identifier(column.Name)}"))
        );
        bool filtersRows = files.Any(entry => entry.File.Deleted is not null || entry.File.Only is not null);
        bool needsPosition = filtersRows || _columns.Partitions.Count > 0 || further.Count > 0;
        string scan = Scan([.. files.Select(entry => entry.File)], names);
        sql.Append(" from ");
        sql.Append(needsPosition ? Numbered(scan, files) : $"{scan} as f");
        if (_columns.Partitions.Count > 0)
        {
            AppendPartitions(sql, files);
        }

        if (filtersRows)
        {
            string kind = files.Any(entry => entry.File.Only is not null) ? "semi" : "anti";
            sql.Append(
                CultureInfo.InvariantCulture,
                $" {kind} join {positions} as d on {FileColumn} = d.file and {RowColumn} = d.row"
            );
        }

        return sql.ToString();
    }

    // DuckDB numbers the files of one scan; a scan of some of the files has to count as the relation does.
    private string Numbered(string scan, IReadOnlyList<(int Number, RelationFile File)> files)
    {
        string number =
            files.Count == Files.Count
                ? "cast(file_index as BIGINT)"
                : $"cast([{string.Join(", ", files.Select(file => Text(file.Number)))}] as BIGINT[])[cast(file_index as BIGINT) + 1]";
        return $"(select *, {number} as \"lh file\", file_row_number as \"lh row\" from {scan}) as f";
    }

    private string Scan(RelationFile[] files, FileNames names)
    {
        string paths = SqlText.List(files.Select(file => SqlText.Literal(Globbing.Exactly(file.Path))));
        StructField[] stored = [.. _columns.Stored.Select(names.TryStored).OfType<StructField>().Where(IsInFiles)];
        var sql = new StringBuilder();
        sql.Append(CultureInfo.InvariantCulture, $"read_parquet([{paths}]");
        if (stored.Length > 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $", schema = map {{{SqlText.List(stored.Select(SchemaEntry))}}}");
        }

        if (TextsMayLackTheirMark())
        {
            sql.Append(", binary_as_string = true");
        }

        // Without it DuckDB takes a few thousand rows for granted, and builds its hash tables of the wrong side of a join.
        if (EstimatedRows(files) is { } rows)
        {
            sql.Append(CultureInfo.InvariantCulture, $", explicit_cardinality = {rows}");
        }

        return sql.Append(", hive_partitioning = false)").ToString();
    }

    private static long? EstimatedRows(RelationFile[] files)
    {
        long[] known = [.. files.Select(file => file.RowCount).OfType<long>()];
        return known.Length == 0 ? null : Math.Max(1, (long)(known.Average() * files.Length));
    }

    private string Column(StructField field, FileNames names)
    {
        string name = SqlText.Identifier(field.Name);
        for (int partition = 0; partition < _columns.Partitions.Count; partition++)
        {
            if (ReferenceEquals(_columns.Partitions[partition], field))
            {
                return $"{PartitionValue($"p.p{Text(partition)}", field.Type)} as {name}";
            }
        }

        if (names.TryStored(field) is not { } stored || !IsInFiles(stored))
        {
            return TypedNull(field);
        }

        string logical = names.Logical($"f.{SqlText.Identifier(AliasOf(stored))}", field.Type);
        return logical == $"f.{name}" ? logical : $"{logical} as {name}";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string TypedNull(StructField field) =>
        $"cast(null as {DuckDbType.InSql(field.Type)}) as {SqlText.Identifier(field.Name)}";

    // A void column is null in every row, and no file has it.
    private static bool IsInFiles(StructField stored) => stored.Type is not PrimitiveType { Kind: PrimitiveKind.Void };

    private static string PartitionValue(string text, DataType type) =>
        type switch
        {
            PrimitiveType { Kind: PrimitiveKind.String } => text,
            PrimitiveType { Kind: PrimitiveKind.Binary } => $"encode({text})",

            // The log may write an instant with a zone; a cast straight to TIMESTAMP would ignore it.
            PrimitiveType { Kind: PrimitiveKind.Timestamp } => $"cast(cast({text} as TIMESTAMPTZ) as TIMESTAMP)",
            _ => $"cast({text} as {DuckDbType.InSql(type)})",
        };

    // A column must not hide one of those that a scan has beside the file's own.
    private static string AliasOf(StructField stored) =>
        stored.Name.StartsWith("file", StringComparison.OrdinalIgnoreCase)
        || stored.Name.StartsWith("lh ", StringComparison.OrdinalIgnoreCase)
            ? $"lh column {stored.Name}"
            : stored.Name;

    private static string SchemaEntry(StructField field)
    {
        string type = SqlText.Literal(DuckDbType.InSql(field.Type));
        return $"{SqlText.Literal(field.Name)}: {{name: {SqlText.Literal(AliasOf(field))}, type: {type}, default_value: null}}";
    }

    private void AppendPartitions(StringBuilder sql, IEnumerable<(int Number, RelationFile File)> files) =>
        sql.Append(CultureInfo.InvariantCulture, $" join {PartitionValues(files)} on {FileColumn} = p.file");

    private string PartitionValues(IEnumerable<(int Number, RelationFile File)> files)
    {
        string Row((int Number, RelationFile File) entry)
        {
            IEnumerable<string> values = _columns.Partitions.Select(column =>
                $"cast({SqlText.Literal(Value(entry.File, column))} as VARCHAR)"
            );
            return $"({SqlText.List(values.Prepend($"{Text(entry.Number)}::BIGINT"))})";
        }

        IEnumerable<string> names = _columns.Partitions.Select((_, index) => $"p{Text(index)}");
        return $"(values {SqlText.List(files.Select(Row))}) as p({SqlText.List(names.Prepend("file"))})";
    }

    // In the log an empty text means NULL, as a missing value does.
    private string? Value(RelationFile file, StructField column)
    {
        string name = ColumnMapping.PhysicalName(column, _columns.Mapping);
        return file.PartitionValues.TryGetValue(name, out string? text) && text is { Length: > 0 } ? text : null;
    }

    // Old writers did not mark texts as such. They can be told from bytes only where the table has no bytes.
    private bool TextsMayLackTheirMark() =>
        Has(_columns.Schema, PrimitiveKind.String) && !Has(_columns.Schema, PrimitiveKind.Binary);

    private static bool Has(DataType type, PrimitiveKind kind) =>
        type switch
        {
            PrimitiveType primitive => primitive.Kind == kind,
            StructType structure => structure.Fields.Any(field => Has(field.Type, kind)),
            ArrayType array => Has(array.Element, kind),
            MapType map => Has(map.Key, kind) || Has(map.Value, kind),
            _ => false,
        };
}
