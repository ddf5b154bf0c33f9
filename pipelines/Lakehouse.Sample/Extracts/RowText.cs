using System.Buffers;
using System.Text;

namespace Lakehouse.Sample.Extracts;

/// <summary>Writes rows as lines of UTF-8.</summary>
internal static class RowText
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    private static readonly SearchValues<char> NeedsEscape = SearchValues.Create(
        "\"\\\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013"
        + "\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    /// <summary>Writes a row as CSV (RFC 4180) without the line's end.</summary>
    /// <param name="fields">Its values; null is the empty text.</param>
    /// <param name="line">Where to.</param>
    public static void WriteCsv(ReadOnlySpan<string?> fields, IBufferWriter<byte> line)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                line.Write(","u8);
            }

            string value = fields[i] ?? "";
            if (!value.AsSpan().ContainsAny(NeedsQuotes))
            {
                Encoding.UTF8.GetBytes(value, line);
                continue;
            }

            line.Write("\""u8);
            Encoding.UTF8.GetBytes(value.Replace("\"", "\"\"", StringComparison.Ordinal), line);
            line.Write("\""u8);
        }
    }

    /// <summary>Writes a row as a JSON object without the line's end. Null values are left out.</summary>
    /// <param name="layout">What the row looks like.</param>
    /// <param name="fields">Its values; there may be one more than the layout has.</param>
    /// <param name="moreColumn">The name of that further value, or null.</param>
    /// <param name="line">Where to.</param>
    public static void WriteJson(
        ExtractLayout layout,
        ReadOnlySpan<string?> fields,
        string? moreColumn,
        IBufferWriter<byte> line)
    {
        line.Write("{"u8);
        bool isFirst = true;
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i] is not { } value)
            {
                continue;
            }

            line.Write(isFirst ? "\""u8 : ",\""u8);
            isFirst = false;
            Encoding.UTF8.GetBytes(i < layout.Columns.Count ? layout.Columns[i] : moreColumn!, line);
            if (i < layout.Columns.Count && layout.IsBare[i])
            {
                line.Write("\":"u8);
                Encoding.UTF8.GetBytes(value, line);
                continue;
            }

            line.Write("\":\""u8);
            Encoding.UTF8.GetBytes(Escaped(value), line);
            line.Write("\""u8);
        }

        line.Write("}"u8);
    }

    private static string Escaped(string value)
    {
        if (!value.AsSpan().ContainsAny(NeedsEscape))
        {
            return value;
        }

        StringBuilder escaped = new();
        foreach (char letter in value)
        {
            escaped.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\u{(int)letter:x4}",
                _ => letter.ToString(),
            });
        }

        return escaped.ToString();
    }
}
