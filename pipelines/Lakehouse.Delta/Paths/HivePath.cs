using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lakehouse.Delta.Paths;

/// <summary>The second layer of a path: the folders of partition values, escaped as Hive does it.</summary>
/// <remarks>The folders are for people only. A reader takes partition values from the log and from nowhere
/// else.</remarks>
public static class HivePath
{
    /// <summary>The folder name that stands for null and for the empty text; never a value in the log.</summary>
    public const string NullFolder = "__HIVE_DEFAULT_PARTITION__";

    private static readonly SearchValues<char> Reserved = SearchValues.Create("\"#%'*/:=?\\{[]^");

    /// <summary>Escapes one name or value for a folder.</summary>
    /// <param name="text">The text; null and empty give <see cref="NullFolder"/>.</param>
    /// <returns>A name without a slash. Spaces, <c>}</c> and non-ASCII letters stay.</returns>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return NullFolder;
        }

        StringBuilder folder = new(text.Length);
        foreach (char unit in text)
        {
            if (unit < ' ' || unit == '\u007f' || Reserved.Contains(unit))
            {
                _ = folder.Append(CultureInfo.InvariantCulture, $"%{(int)unit:X2}");
            }
            else
            {
                _ = folder.Append(unit);
            }
        }

        return folder.ToString();
    }

    /// <summary>Undoes <see cref="Escape"/>.</summary>
    /// <param name="folder">A name or a value as it stands in a folder.</param>
    /// <returns>The text; null for <see cref="NullFolder"/>. A percent sign that no two hex digits follow
    /// stays.</returns>
    public static string? Unescape(string folder)
    {
        if (string.Equals(folder, NullFolder, StringComparison.Ordinal))
        {
            return null;
        }

        StringBuilder text = new(folder.Length);
        int at = 0;
        while (at < folder.Length)
        {
            bool isEscape =
                folder[at] == '%'
                && at + 2 < folder.Length
                && char.IsAsciiHexDigit(folder[at + 1])
                && char.IsAsciiHexDigit(folder[at + 2]);
            _ = text.Append(isEscape ? (char)Convert.FromHexString(folder.AsSpan(at + 1, 2))[0] : folder[at]);
            at += isEscape ? 3 : 1;
        }

        return text.ToString();
    }

    /// <summary>The folders of a file: <c>region=US%2FEast/day=2026-01-05</c>.</summary>
    /// <param name="columns">The partition columns in nesting order.</param>
    /// <param name="values">The serialised value of each column.</param>
    /// <returns>The path without a trailing slash; empty for no columns.</returns>
    public static string Folder(IReadOnlyList<string> columns, IReadOnlyDictionary<string, string?> values) =>
        string.Join('/', columns.Select(column => $"{Escape(column)}={Escape(values[column])}"));
}
