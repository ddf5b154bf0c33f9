using System.Globalization;
using System.Text;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>
/// Names the folders of a partition as Spark does: <c>column=value</c>, escaped, one a partition column.
/// </summary>
/// <remarks>
/// DuckDB escapes more than Spark (blanks, letters beyond ASCII), so its own folder names are not taken over. The
/// folder carries no meaning to a Delta reader; the same value gets the same folder from every writer.
/// </remarks>
internal static class HivePath
{
    private const string NullFolder = "__HIVE_DEFAULT_PARTITION__";
    private const string Escaped = "\"#%'*/:=?\\{[]^\u007f";

    /// <summary>The folder of a partition under the table's root.</summary>
    /// <param name="columns">The partition columns in nesting order.</param>
    /// <param name="values">Their values as text; null for null.</param>
    /// <returns>The relative path, <c>/</c> between folders.</returns>
    public static string Folder(IReadOnlyList<string> columns, IReadOnlyDictionary<string, string?> values) =>
        string.Join(
            '/',
            columns.Select(column =>
                $"{Escape(column)}={(values[column] is { Length: > 0 } value ? Escape(value) : NullFolder)}"
            )
        );

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (letter < ' ' || Escaped.Contains(letter, StringComparison.Ordinal))
            {
                escaped.Append('%').Append(((int)letter).ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(letter);
            }
        }

        return escaped.ToString();
    }
}
