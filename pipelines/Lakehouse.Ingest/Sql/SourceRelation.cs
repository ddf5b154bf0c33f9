using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Loading;
using Lakehouse.Ingest.Preparation;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Sql;

/// <summary>Writes the SQL that reads files of one shape as text columns.</summary>
/// <remarks>
/// The dialect is always spelt out. Left to guess, DuckDB takes a file whose rows are quoted as a whole for one of a
/// single column, and says nothing.
/// </remarks>
internal static class SourceRelation
{
    /// <summary>The column that names the file.</summary>
    public const string FileColumn = "lh_file";

    /// <summary>
    /// Says that lines end in a line feed. Without it DuckDB takes a carriage return within quotes for the line end of a
    /// file without a header.
    /// </summary>
    public const string LineFeed = @", new_line = '\n'";

    /// <summary>What files must share to be read together.</summary>
    /// <param name="candidate">A file.</param>
    /// <returns>A key; files with equal keys can be read by one relation.</returns>
    public static string ShapeOf(Candidate candidate)
    {
        string how = candidate.Inspection.Kind == FileKind.Parquet ? "parquet"
            : candidate.Prepared is not null ? "prepared"
            : candidate.Inspection.IsGzip ? "gzip" : "plain";
        string lineEnd = EndsInCarriageReturn(candidate) ? "crlf" : "lf";
        string plain = string.Concat(candidate.Inspection.PlainColumns.Select(isPlain => isPlain ? '1' : '0'));
        char blanks = candidate.Inspection.MayHaveLeadingBlanks ? '1' : '0';

        // A file with rejected rows is read alone, so that only its own rejects are looked up.
        string alone = candidate.RejectedRows > 0 ? candidate.BatchId : string.Empty;
        return string.Join('\u001F', [how, lineEnd, $"{plain}{blanks}", alone, .. candidate.Map.Columns.Select(column => $"{column.Name}={column.Target}")]);
    }

    /// <summary>The FROM item for files of one shape.</summary>
    /// <param name="candidates">The files.</param>
    /// <param name="dialect">The contract's dialect.</param>
    /// <param name="reading">Who parses plain columns.</param>
    /// <returns>SQL that stands behind FROM.</returns>
    public static string From(IReadOnlyList<Candidate> candidates, CsvDialect dialect, Reading reading)
    {
        Candidate first = candidates[0];
        string files = SqlText.List(candidates.Select(candidate => candidate.Prepared?.Path ?? candidate.Inspection.File.FullPath));
        string name = candidates.Count > 1 ? $", filename = '{FileColumn}'" : string.Empty;
        if (first.Inspection.Kind == FileKind.Parquet)
        {
            return $"read_parquet({files}, file_row_number = true{name})";
        }

        string columns = string.Join(", ", first.Map.Columns.Select(column => Column(first, column, reading)));
        if (first.Prepared is not null)
        {
            string places = $"'{PreparedFile.Line}': 'BIGINT', '{PreparedFile.Offset}': 'BIGINT', '{PreparedFile.Length}': 'BIGINT'";
            return ReadCsv(files, $"{places}, {columns}", header: false, new CsvDialect((byte)',', (byte)'"', CsvDialect.LineFeed), $", max_line_size = 4000000{LineFeed}{name}");
        }

        // DuckDB reads no row at all where it is told of lines that end in two characters; it finds those out by the header.
        string lineEnd = EndsInCarriageReturn(first) ? string.Empty : LineFeed;
        string compression = first.Inspection.IsGzip ? ", compression = 'gzip'" : ", compression = 'none'";
        return ReadCsv(files, columns, header: true, dialect, compression + lineEnd + name);
    }

    /// <summary>Reads CSV with every choice spelt out.</summary>
    /// <param name="files">A list of paths in SQL.</param>
    /// <param name="columns">Names and types in SQL.</param>
    /// <param name="header">Whether the first record is passed over.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="further">Further choices, each after a comma.</param>
    /// <returns>A call of <c>read_csv</c>.</returns>
    public static string ReadCsv(string files, string columns, bool header, CsvDialect dialect, string further)
    {
        string quote = SqlText.Literal(((char)dialect.Quote).ToString());
        return $"read_csv({files}, auto_detect = false, columns = {{{columns}}}, delim = {SqlText.Literal(((char)dialect.Delimiter).ToString())}, quote = {quote}, escape = {quote}, comment = '', nullstr = '', header = {(header ? "true" : "false")}, strict_mode = true, null_padding = false, ignore_errors = false{further})";
    }

    /// <summary>The engine's type for a contracted type.</summary>
    /// <param name="type">The type; one that can be landed.</param>
    /// <returns>Its name in SQL; instants are with time zone.</returns>
    public static string TypeText(DataType type) => type switch
    {
        PrimitiveType { Kind: PrimitiveKind.Timestamp } => "timestamptz",
        PrimitiveType { Kind: PrimitiveKind.TimestampNtz } => "timestamp",
        _ => type.ToSql(),
    };

    /// <summary>A file's column as text, or as what the engine's reader made of it.</summary>
    /// <param name="candidate">The file, or one of its shape.</param>
    /// <param name="column">The column.</param>
    /// <returns>An expression.</returns>
    public static string Text(Candidate candidate, SourceColumn column) => candidate.Inspection.Kind == FileKind.Parquet
        ? $"cast({SqlText.Name(column.Name)} as varchar)"
        : $"c{column.Index.ToString(CultureInfo.InvariantCulture)}";

    private static bool EndsInCarriageReturn(Candidate candidate) =>
        candidate.Prepared is null && candidate.Inspection.Header?.EndsInCarriageReturn == true;

    private static string Column(Candidate file, SourceColumn column, Reading reading)
    {
        string type = reading.Parses(file, column) ? ReaderType(column.Type!) : "VARCHAR"; // why: only contracted columns are parsed.
        return string.Create(CultureInfo.InvariantCulture, $"'c{column.Index}': '{type}'");
    }

    // The scan has seen that every value fits the narrow decimal.
    private static string ReaderType(DataType type) => type is DecimalType { Precision: > PlainForm.NarrowDecimal } wide
        ? TypeText(wide with { Precision = PlainForm.NarrowDecimal })
        : TypeText(type);
}
