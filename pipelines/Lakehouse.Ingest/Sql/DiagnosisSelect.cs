using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Loading;
using Lakehouse.Ingest.Preparation;
using Lakehouse.Ingest.Quarantine;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Sql;

/// <summary>Writes the SQL that looks at a file row by row: which rows cannot land, and why.</summary>
/// <param name="entity">The contract.</param>
/// <param name="dialect">The contract's dialect.</param>
/// <param name="landing">Writes the texts.</param>
internal sealed class DiagnosisSelect(EntityContract entity, CsvDialect dialect, LandingSelect landing)
{
    /// <summary>Creates the table of rejected rows.</summary>
    public const string CreateRejects =
        $"create or replace temp table {LandingSelect.Rejects} (batch_id varchar, line bigint, \"offset\" bigint, length bigint, reason varchar, detail varchar, raw varchar)";

    /// <summary>Fills the table of rejected rows with those of one file.</summary>
    /// <param name="candidate">The file, prepared where it is text.</param>
    /// <returns>One INSERT.</returns>
    public string InsertRejects(Candidate candidate)
    {
        string keys = string.Join(", ", DuplicateKey());
        string rank = keys.Length == 0 ? "1" : $"row_number() over (partition by reason is null, {keys} order by line)";
        string detail = SqlText.Literal($"An earlier row of the file has the same {string.Join(", ", KeyNames())}.");
        return $"""
            insert into {LandingSelect.Rejects}
            select {SqlText.Literal(candidate.BatchId)}, line, "offset", length, coalesce(reason, {SqlText.Literal(QuarantineReason.DuplicateKey)}), coalesce(detail, {detail}), raw
            from (select *, {rank} as lh_rank from (select *, {Reason()} as reason, {Detail()} as detail from ({Checked(candidate)})))
            where reason is not null or lh_rank > 1
            """;
    }

    /// <summary>Finds the files of one shape that hold a row that cannot land.</summary>
    /// <param name="shape">The files, at least two.</param>
    /// <returns>One SELECT whose only column is the file's path as the engine reads it.</returns>
    public string FilesWithMisfits(IReadOnlyList<Candidate> shape) =>
        $"select distinct {SourceRelation.FileColumn} from (select {SourceRelation.FileColumn}, {Reason()} as reason from ({Checked(shape, SourceRelation.FileColumn)})) where reason is not null";

    /// <summary>Counts, for each contracted column that is no text, values and those among them that are not of its type.</summary>
    /// <param name="candidate">The file, prepared where it is text.</param>
    /// <returns>One SELECT with one row: for each column of <see cref="TypedColumns"/> two counts and one example.</returns>
    public string CountMisfits(Candidate candidate)
    {
        IEnumerable<string> counts = TypedColumns().Select(column =>
            $"count({Text(column)}), count(*) filter ({IsMisfit(column)}), coalesce(min({Text(column)}) filter ({IsMisfit(column)}), '')");
        return $"select {string.Join(", ", counts)} from ({Checked(candidate)})";
    }

    /// <summary>The columns that <see cref="CountMisfits"/> counts.</summary>
    /// <returns>Places in the contract.</returns>
    public IReadOnlyList<int> TypedColumns() =>
        [.. Enumerable.Range(0, entity.Columns.Count).Where(index => ValueExpression.Value("t", entity.Columns[index].Type) != "t")];

    /// <summary>The text columns that make up a record's identity and version, as SQL over the values.</summary>
    private IEnumerable<string> DuplicateKey() => KeyNames().Select(name => landing.ValueName(IndexOf(name)));

    private IEnumerable<string> KeyNames() =>
        entity.Key.Count == 0 || entity.Cursor is null ? entity.Key : [.. entity.Key, entity.Cursor];

    private int IndexOf(string name) =>
        entity.Columns.Select((column, index) => (column.Name, Index: index)).First(entry => entry.Name == name).Index;

    private string Checked(Candidate candidate) => Checked([candidate], Place(candidate));

    private static string Place(Candidate candidate) =>
        candidate.Inspection.Kind == FileKind.Parquet
            ? $"file_row_number + 1 as line, cast(0 as bigint) as \"offset\", cast(0 as bigint) as length, cast(to_json({{{string.Join(", ", candidate.Map.Columns.Select(column => $"{SqlText.Literal(column.Name)}: {SqlText.Name(column.Name)}"))}}}) as varchar) as raw"
            : $"{PreparedFile.Line} as line, {PreparedFile.Offset} as \"offset\", {PreparedFile.Length} as length, cast(null as varchar) as raw";

    private string Checked(IReadOnlyList<Candidate> shape, string place)
    {
        Candidate candidate = shape[0];
        string[] unnamed = [.. candidate.Map.Columns.Where(column => column.Role == ColumnRole.Unnamed).Select(column => $"nullif(trim({SourceRelation.Text(candidate, column)}), '')")];
        string stray = unnamed.Length == 0 ? "cast(null as varchar)" : $"coalesce({string.Join(", ", unnamed)})";
        string values = string.Join(", ", landing.Values(candidate, Reading.AsText).Prepend("*"));
        return $"select {values} from (select {place}, {stray} as lh_stray, {string.Join(", ", landing.Texts(candidate, Reading.AsText))} from {SourceRelation.From(shape, dialect, Reading.AsText)})";
    }

    private string Reason()
    {
        IEnumerable<string> cases = Enumerable.Range(0, entity.Columns.Count).SelectMany(index => Faults(index).Select(fault => $"when {fault.Condition} then {SqlText.Literal(fault.Reason)}"));
        return $"case when lh_stray is not null then {SqlText.Literal(QuarantineReason.UnnamedColumn)} {string.Join(' ', cases)} end";
    }

    private string Detail()
    {
        IEnumerable<string> cases = Enumerable.Range(0, entity.Columns.Count).SelectMany(index => Faults(index).Select(fault => $"when {fault.Condition} then {fault.Detail}"));
        return $"case when lh_stray is not null then 'Found ''' || left(lh_stray, 100) || ''' in a column without a name.' {string.Join(' ', cases)} end";
    }

    private IEnumerable<(string Condition, string Reason, string Detail)> Faults(int index)
    {
        ColumnContract column = entity.Columns[index];
        string text = Text(index);
        if (ValueExpression.Value(text, column.Type) != text)
        {
            string found = $"'Found ''' || left({text}, 100) || ''' in column ' || {SqlText.Literal($"{column.Name}, expected {column.Type.ToSql()}.")}";
            yield return (IsMisfit(index), QuarantineReason.WrongType, found);
        }

        if (LandingSelect.IsNeeded(entity, column))
        {
            string role = entity.Key.Contains(column.Name, StringComparer.Ordinal) ? "belongs to the key" : column.Name == entity.Cursor ? "is the cursor" : "is required";
            yield return ($"{text} is null", QuarantineReason.MissingValue, SqlText.Literal($"Found no value in column {column.Name}, which {role}."));
        }
    }

    private string IsMisfit(int index) => $"{Text(index)} is not null and {landing.ValueName(index)} is null";

    private static string Text(int index) => LandingSelect.TextName(index);
}
