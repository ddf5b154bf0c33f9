using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lakehouse.Sample.Extracts;

/// <summary>Writes rows as lines.</summary>
internal static class RowText
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");
    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>A row as a CSV line (RFC 4180) without the line's end.</summary>
    /// <param name="fields">Its values; null is the empty text.</param>
    public static string Csv(IReadOnlyList<string?> fields)
    {
        StringBuilder line = new();
        for (int i = 0; i < fields.Count; i++)
        {
            if (i > 0)
            {
                line.Append(',');
            }

            AppendCsv(line, fields[i] ?? "");
        }

        return line.ToString();
    }

    /// <summary>A row as a JSON object on one line, without the line's end. Null values are left out.</summary>
    /// <param name="layout">What the row looks like.</param>
    /// <param name="fields">Its values; there may be more than the layout has, named by <paramref name="moreColumn"/>.</param>
    /// <param name="moreColumn">The name of one further column, or null.</param>
    public static string Json(ExtractLayout layout, IReadOnlyList<string?> fields, string? moreColumn)
    {
        StringBuilder line = new("{");
        for (int i = 0; i < fields.Count; i++)
        {
            if (fields[i] is not { } value)
            {
                continue;
            }

            string name = i < layout.Columns.Count ? layout.Columns[i] : moreColumn!;
            bool isBare = i < layout.Columns.Count && layout.IsBare[i];
            line.Append(line.Length > 1 ? ",\"" : "\"").Append(name).Append("\":");
            if (isBare)
            {
                line.Append(value);
            }
            else
            {
                line.Append('"').Append(JsonEncodedText.Encode(value, Readable).Value).Append('"');
            }
        }

        return line.Append('}').ToString();
    }

    private static void AppendCsv(StringBuilder line, string value)
    {
        if (!value.AsSpan().ContainsAny(NeedsQuotes))
        {
            line.Append(value);
            return;
        }

        line.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
