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

        // Files that have their columns under other names are read by a SELECT of their own.
        Files = [.. files.GroupBy(file => file.Shape).SelectMany(group => group)];
    }

    /// <summary>The files, in the order in which <see cref="FileColumn"/> numbers them from 0.</summary>
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

        List<string> selects = [];
        int first = 0;
        foreach (IGrouping<FileShape?, RelationFile> group in Files.GroupBy(file => file.Shape))
        {
            RelationFile[] files = [.. group];
            selects.Add(SelectGroup(files, first, positions, further));
            first += files.Length;
        }

        return string.Join(" union all ", selects);
    }

    /// <summary>Writes a SELECT with the columns of a schema and no rows.</summary>
    /// <param name="schema">The columns.</param>
    /// <returns>One SELECT.</returns>
    public static string Empty(StructType schema) =>
        $"select {SqlText.List(schema.Fields.Select(TypedNull))} where false";

    private string SelectGroup(
        RelationFile[] files,
        int first,
        string positions,
        IReadOnlyList<(string Sql, string Name, DataType Type)> further
    )
    {
        FileNames names = _columns.NamesIn(files[0].Shape);
        var sql = new StringBuilder("select ");
        sql.AppendJoin(
            ", ",
            _columns
                .Schema.Fields.Select(field => Column(field, names))
                .Concat(further.Select(column => $"{column.Sql} as {SqlText.Identifier(column.Name)}"))
        );
        bool filtersRows = files.Any(file => file.Deleted is not null || file.Only is not null);
        bool needsPosition = filtersRows || _columns.Partitions.Count > 0 || further.Count > 0;
        string scan = Scan(files, names);
        sql.Append(" from ");
        sql.Append(needsPosition ? Numbered(scan, first) : $"{scan} as f");
        if (_columns.Partitions.Count > 0)
        {
            AppendPartitions(sql, files, first);
        }

        if (filtersRows)
        {
            string kind = files.Any(file => file.Only is not null) ? "semi" : "anti";
            sql.Append(
                CultureInfo.InvariantCulture,
                $" {kind} join {positions} as d on {FileColumn} = d.file and {RowColumn} = d.row"
            );
        }

        return sql.ToString();
    }

    private static string Numbered(string scan, int first) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"(select *, cast(file_index as BIGINT) + {first} as \"lh file\", file_row_number as \"lh row\" from {scan}) as f"
        );

    private string Scan(IReadOnlyList<RelationFile> files, FileNames names)
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

        return sql.Append(", hive_partitioning = false)").ToString();
    }

    private string Column(StructField field, FileNames names)
    {
        string name = SqlText.Identifier(field.Name);
        for (int partition = 0; partition < _columns.Partitions.Count; partition++)
        {
            if (ReferenceEquals(_columns.Partitions[partition], field))
            {
                string text = string.Create(CultureInfo.InvariantCulture, $"p.p{partition}");
                return $"{PartitionValue(text, field.Type)} as {name}";
            }
        }

        if (names.TryStored(field) is not { } stored || !IsInFiles(stored))
        {
            return TypedNull(field);
        }

        string logical = names.Logical($"f.{SqlText.Identifier(stored.Name)}", field.Type);
        return string.Equals(stored.Name, field.Name, StringComparison.Ordinal) && logical == $"f.{name}"
            ? logical
            : $"{logical} as {name}";
    }

    private static string TypedNull(StructField field) =>
        $"cast(null as {DuckDbType.InSql(field.Type)}) as {SqlText.Identifier(field.Name)}";

    // A void column is null in every row, and no file has it.
    private static bool IsInFiles(StructField stored) => stored.Type is not PrimitiveType { Kind: PrimitiveKind.Void };

    /// <summary>A partition value of the log as a value of its column's type.</summary>
    public static string PartitionValue(string text, DataType type) =>
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

    private void AppendPartitions(StringBuilder sql, IReadOnlyList<RelationFile> files, int first)
    {
        string Row(RelationFile file, int index)
        {
            IEnumerable<string> values = _columns.Partitions.Select(column =>
                $"cast({SqlText.Literal(TextOf(file.PartitionValues, column, _columns.Mapping))} as VARCHAR)"
            );
            string number = (first + index).ToString(CultureInfo.InvariantCulture);
            return $"({number}::BIGINT, {SqlText.List(values)})";
        }

        IEnumerable<string> names = _columns.Partitions.Select(
            (_, index) => string.Create(CultureInfo.InvariantCulture, $"p{index}")
        );
        sql.Append(" join (values ").AppendJoin(", ", files.Select(Row));
        sql.Append(CultureInfo.InvariantCulture, $") as p(file, {SqlText.List(names)}) on {FileColumn} = p.file");
    }

    /// <summary>A partition value as the log has it; in the log an empty text means NULL, as a missing value does.</summary>
    public static string? TextOf(
        IReadOnlyDictionary<string, string?> values,
        StructField column,
        ColumnMappingMode mapping
    ) =>
        values.TryGetValue(ColumnMapping.PhysicalName(column, mapping), out string? text) && text is { Length: > 0 }
            ? text
            : null;

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
