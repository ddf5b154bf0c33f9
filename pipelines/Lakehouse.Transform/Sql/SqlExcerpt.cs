using System.Globalization;

namespace Lakehouse.Transform.Sql;

/// <summary>Shows a line of SQL with a mark under a column.</summary>
internal static class SqlExcerpt
{
    private const int Widest = 120;

    /// <summary>Two lines: the text with its line number, and a caret under the column.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="at">The place in it.</param>
    /// <param name="firstLine">The line of the file at which the SQL begins, from 1.</param>
    internal static string Of(string sql, SqlPosition at, int firstLine)
    {
        string[] lines = sql.Split('\n');
        if (at.Line > lines.Length)
        {
            return string.Empty;
        }

        string line = lines[at.Line - 1].TrimEnd().Replace('\t', ' ');
        int cut = Math.Max(0, Math.Min(at.Column - (Widest / 2), line.Length - Widest));
        string shown = line.Substring(cut, Math.Min(Widest, line.Length - cut));
        string number = (at.Line + firstLine - 1).ToString(CultureInfo.InvariantCulture);
        return $"  {number} | {shown}\n  {new string(' ', number.Length)} | {new string(' ', Math.Max(0, at.Column - 1 - cut))}^";
    }
}
