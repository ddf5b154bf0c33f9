using System.Globalization;
using Lakehouse.Ingest.Csv;

namespace Lakehouse.Ingest.Sql;

/// <summary>Writes the SQL of a row's hash: see <see cref="Columns.LandingColumns.RowHash"/>.</summary>
internal static class RowHash
{
    /// <summary>The hash of texts.</summary>
    /// <param name="texts">The contracted values as text in the contract's order; blank text is NULL.</param>
    /// <param name="mayHoldSeparators">Whether a value may hold a byte of <see cref="RowSeparators"/>; if not, escaping is spared.</param>
    /// <returns>An expression of type VARCHAR, 32 characters.</returns>
    public static string Of(IEnumerable<string> texts, bool mayHoldSeparators)
    {
        string separator = Character(RowSeparators.Field);
        return $"md5(concat({string.Join($", {separator}, ", mayHoldSeparators ? texts.Select(Escaped) : texts)}))";
    }

    private static string Escaped(string text)
    {
        string escape = Character(RowSeparators.Escape);
        string field = Character(RowSeparators.Field);
        return $"replace(replace({text}, {escape}, {escape} || {escape}), {field}, {escape} || {field})";
    }

    private static string Character(byte code) => string.Create(CultureInfo.InvariantCulture, $"chr({code})");
}
