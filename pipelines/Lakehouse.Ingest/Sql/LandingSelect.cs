using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Loading;
using Lakehouse.Ingest.Preparation;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Sql;

/// <summary>Writes the SELECT whose rows become rows of a bronze table.</summary>
/// <remarks>
/// A value that is none of its type stops the SELECT. That costs nothing where every value is well; where one is not,
/// the files are looked at row by row, and the SELECT runs again without the rows that were found.
/// </remarks>
/// <param name="entity">The contract.</param>
/// <param name="dialect">The contract's dialect.</param>
/// <param name="source">The source's name.</param>
/// <param name="ingestedAt">The run's instant.</param>
internal sealed class LandingSelect(EntityContract entity, CsvDialect dialect, string source, DateTimeOffset ingestedAt)
{
    /// <summary>The table of rejected rows, by batch and line.</summary>
    public const string Rejects = "lh_rejects";

    private const int MostWords = 500;

    /// <summary>Writes the SELECT.</summary>
    /// <param name="candidates">The files.</param>
    /// <param name="schema">The table's columns.</param>
    /// <returns>One SELECT.</returns>
    public string For(IReadOnlyList<Candidate> candidates, StructType schema) =>
        string.Join("\nunion all\n", Shapes(candidates).Select(shape => ForShape(shape, schema)));

    /// <summary>The texts of the columns that hold the same few for all rows of a file.</summary>
    /// <param name="candidates">The files.</param>
    /// <returns>Texts by column; none for so many files that knowing them saves nothing.</returns>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabularies(IReadOnlyList<Candidate> candidates) =>
        candidates.Count > MostWords
            ? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
            : new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
            {
                [LandingColumns.BatchId] = [.. candidates.Select(file => file.BatchId)],
                [LandingColumns.SourceSystem] = [source],
                [LandingColumns.SourceFile] = [.. candidates.Select(file => file.Inspection.File.RelativePath)],
            };

    /// <summary>Groups files that one relation reads.</summary>
    /// <param name="candidates">The files.</param>
    /// <returns>The groups, in the order of their first files.</returns>
    public static IEnumerable<IReadOnlyList<Candidate>> Shapes(IReadOnlyList<Candidate> candidates) =>
        candidates.GroupBy(SourceRelation.ShapeOf, StringComparer.Ordinal).Select(group => (IReadOnlyList<Candidate>)[.. group]);

    /// <summary>The contracted values as text, named <c>t0</c>, <c>t1</c> and so on in the contract's order, and added columns.</summary>
    /// <remarks>A column that the engine's own reader parses is of the contracted type instead of text.</remarks>
    /// <param name="first">A file of the shape.</param>
    /// <param name="reading">Who parses plain columns.</param>
    /// <returns>Expressions with names.</returns>
    public IEnumerable<string> Texts(Candidate first, Reading reading)
    {
        for (int index = 0; index < entity.Columns.Count; index++)
        {
            ColumnContract contract = entity.Columns[index];
            SourceColumn? column = first.Map.Find(contract.ColumnName);
            string text = column is null ? "cast(null as varchar)"
                : reading.Parses(first, column) ? SourceRelation.Text(first, column)
                : Text(first, column, contract.Type);
            yield return $"{text} as {TextName(index)}";
        }

        foreach (SourceColumn added in first.Map.Columns.Where(column => column.Role == ColumnRole.Added))
        {
            yield return $"{Text(first, added, new PrimitiveType(PrimitiveKind.String))} as {AddedName(added)}";
        }
    }

    /// <summary>The name of a contracted value's text.</summary>
    /// <param name="index">The column's place in the contract.</param>
    /// <returns>A name.</returns>
    public static string TextName(int index) => string.Create(CultureInfo.InvariantCulture, $"t{index}");

    /// <summary>The name of a contracted value: that of its text where it is a text.</summary>
    /// <param name="index">The column's place in the contract.</param>
    /// <returns>A name.</returns>
    public string ValueName(int index) =>
        IsText(index) ? TextName(index) : string.Create(CultureInfo.InvariantCulture, $"v{index}");

    /// <summary>The contracted values that are no texts, named as <see cref="ValueName"/> says.</summary>
    /// <param name="first">A file of the shape.</param>
    /// <param name="reading">Who parses plain columns.</param>
    /// <returns>Expressions with names.</returns>
    public IEnumerable<string> Values(Candidate first, Reading reading) =>
        Enumerable.Range(0, entity.Columns.Count).Where(index => !IsText(index)).Select(index =>
        {
            ColumnContract column = entity.Columns[index];
            string value = IsParsed(first, index, reading)
                ? $"cast({TextName(index)} as {SourceRelation.TypeText(column.Type)})"
                : ValueExpression.Value(TextName(index), column.Type);
            return $"{value} as {ValueName(index)}";
        });

    /// <summary>Whether a row without a value in this column goes to quarantine.</summary>
    /// <param name="entity">The contract.</param>
    /// <param name="column">The column.</param>
    /// <returns>True for required columns, those of the key, and the cursor.</returns>
    public static bool IsNeeded(EntityContract entity, ColumnContract column) =>
        column.IsRequired || column.Name == entity.Cursor || entity.Key.Contains(column.Name, StringComparer.Ordinal);

    private string Text(Candidate file, SourceColumn column, DataType type) => ValueExpression.Text(
        SourceRelation.Text(file, column),
        type,
        entity.Format.NullTexts,
        file.Inspection.MayHaveLeadingBlanks);

    private string ForShape(IReadOnlyList<Candidate> shape, StructType schema)
    {
        Candidate first = shape[0];
        bool isOne = shape.Count == 1;
        string[] unnamed = [.. first.Map.Columns.Where(column => column.Role == ColumnRole.Unnamed).Select(column => $"nullif(trim({SourceRelation.Text(first, column)}), '')")];
        string[] inner =
        [
            .. Texts(first, Reading.ByEngine),
            .. isOne ? [] : new[] { SourceRelation.FileColumn },
            .. unnamed.Length == 0 ? [] : new[] { $"coalesce({string.Join(", ", unnamed)}) as lh_unnamed" },
        ];
        string columns = string.Join(",\n", schema.Fields.Select(field => $"{Value(first, field, isOne)} as {SqlText.Name(field.Name)}"));
        string batches = isOne ? string.Empty : $"\njoin (values {string.Join(", ", shape.Select(Batch))}) as lh_batch(path, batch_id, relative_path) on lh_batch.path = lh_text.{SourceRelation.FileColumn}";
        string unnamedIsEmpty = unnamed.Length == 0 ? string.Empty : $"\nwhere {Refusing("lh_unnamed is null")}";
        string texts = $"select {string.Join(", ", inner)} from {SourceRelation.From(shape, dialect, Reading.ByEngine)}{WithoutRejects(first)}";
        string values = string.Join(", ", Values(first, Reading.ByEngine).Prepend("*"));
        return $"select\n{columns}\nfrom (select {values} from ({texts})) as lh_text{batches}{unnamedIsEmpty}";
    }

    private string Value(Candidate first, StructField field, bool isOne)
    {
        for (int index = 0; index < entity.Columns.Count; index++)
        {
            if (string.Equals(entity.Columns[index].ColumnName, field.Name, StringComparison.OrdinalIgnoreCase))
            {
                return Strict(first, index);
            }
        }

        return field.Name switch
        {
            LandingColumns.IngestedAt => $"timestamptz '{ingestedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00'",
            LandingColumns.BatchId => isOne ? SqlText.Literal(first.BatchId) : "lh_batch.batch_id",
            LandingColumns.SourceSystem => SqlText.Literal(source),
            LandingColumns.SourceFile => isOne ? SqlText.Literal(first.Inspection.File.RelativePath) : "lh_batch.relative_path",
            LandingColumns.RowHash => RowHash.Of(Enumerable.Range(0, entity.Columns.Count).Select(ValueName)),
            _ => first.Map.Find(field.Name) is { } added ? AddedName(added) : "cast(null as varchar)",
        };
    }

    private string Strict(Candidate first, int index)
    {
        ColumnContract column = entity.Columns[index];
        string value = ValueName(index);
        string stop = $"error('LH: column {column.Name.Replace("'", "''", StringComparison.Ordinal)}')";
        if (IsNeeded(entity, column))
        {
            return $"coalesce({value}, {stop})";
        }

        bool cannotMisfit = IsText(index) || IsParsed(first, index, Reading.ByEngine);
        return cannotMisfit ? value : $"coalesce({value}, case when {TextName(index)} is not null then {stop} end)";
    }

    private bool IsText(int index) => entity.Columns[index].Type is PrimitiveType { Kind: PrimitiveKind.String };

    private bool IsParsed(Candidate first, int index, Reading reading) =>
        first.Map.Find(entity.Columns[index].ColumnName) is { } column && reading.Parses(first, column);

    private static string Refusing(string condition) => $"case when {condition} then true else error('LH: unnamed column') end";

    private static string WithoutRejects(Candidate first)
    {
        if (first.RejectedRows == 0)
        {
            return string.Empty;
        }

        return $" where {LineOf(first)} not in (select line from {Rejects} where batch_id = {SqlText.Literal(first.BatchId)})";
    }

    /// <summary>The line, or the row's number in Parquet, of a row of the relation.</summary>
    /// <param name="candidate">The file, prepared where it is text.</param>
    /// <returns>An expression of type BIGINT.</returns>
    public static string LineOf(Candidate candidate) =>
        candidate.Inspection.Kind == FileKind.Parquet ? "file_row_number + 1" : PreparedFile.Line;

    private static string AddedName(SourceColumn added) => SqlText.Name("added_" + added.Index.ToString(CultureInfo.InvariantCulture));

    private static string Batch(Candidate candidate) =>
        $"({SqlText.Literal(candidate.Prepared?.Path ?? candidate.Inspection.File.FullPath)}, {SqlText.Literal(candidate.BatchId)}, {SqlText.Literal(candidate.Inspection.File.RelativePath)})";
}
