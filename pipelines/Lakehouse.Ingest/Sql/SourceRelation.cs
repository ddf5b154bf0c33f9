using System.Globalization;
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
        char escaping = candidate.Inspection.MayHoldSeparators ? '1' : '0';
        char blanks = candidate.Inspection.MayHaveLeadingBlanks ? '1' : '0';

        // A file with rejected rows is read alone, so that only its own rejects are looked up.
        string alone = candidate.RejectedRows > 0 ? candidate.BatchId : string.Empty;
        return string.Join('\u001F', [how, lineEnd, $"{escaping}{blanks}", alone, .. candidate.Map.Columns.Select(column => $"{column.Name}={column.Target}")]);
    }

    /// <summary>The FROM item for files of one shape.</summary>
    /// <param name="candidates">The files.</param>
    /// <param name="dialect">The contract's dialect.</param>
    /// <returns>SQL that stands behind FROM.</returns>
    public static string From(IReadOnlyList<Candidate> candidates, CsvDialect dialect)
    {
        Candidate first = candidates[0];
        string files = SqlText.List(candidates.Select(candidate => candidate.Prepared?.Path ?? candidate.Inspection.File.FullPath));
        string name = candidates.Count > 1 ? $", filename = '{FileColumn}'" : string.Empty;
        if (first.Inspection.Kind == FileKind.Parquet)
        {
            return $"read_parquet({files}, file_row_number = true{name})";
        }

        int count = first.Map.Columns.Count;
        if (first.Prepared is not null)
        {
            string places = $"'{PreparedFile.Line}': 'BIGINT', '{PreparedFile.Offset}': 'BIGINT', '{PreparedFile.Length}': 'BIGINT'";
            return ReadCsv(files, $"{places}, {Columns(count)}", header: false, new CsvDialect((byte)',', (byte)'"', CsvDialect.LineFeed), $", max_line_size = 4000000{LineFeed}{name}");
        }

        // DuckDB reads no row at all where it is told of lines that end in two characters; it finds those out by the header.
        string lineEnd = EndsInCarriageReturn(first) ? string.Empty : LineFeed;
        string compression = first.Inspection.IsGzip ? ", compression = 'gzip'" : ", compression = 'none'";
        return ReadCsv(files, Columns(count), header: true, dialect, compression + lineEnd + name);
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

    /// <summary>A file's column as text.</summary>
    /// <param name="candidate">The file, or one of its shape.</param>
    /// <param name="column">The column.</param>
    /// <returns>An expression of type VARCHAR.</returns>
    public static string Text(Candidate candidate, SourceColumn column) => candidate.Inspection.Kind == FileKind.Parquet
        ? $"cast({SqlText.Name(column.Name)} as varchar)"
        : $"c{column.Index.ToString(CultureInfo.InvariantCulture)}";

    private static bool EndsInCarriageReturn(Candidate candidate) =>
        candidate.Prepared is null && candidate.Inspection.Header?.EndsInCarriageReturn == true;

    private static string Columns(int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"'c{index}': 'VARCHAR'")));
}
