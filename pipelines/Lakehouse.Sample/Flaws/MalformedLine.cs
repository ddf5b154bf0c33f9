using System.Buffers;
using System.Text;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Flaws;

/// <summary>Makes unreadable copies of good rows.</summary>
/// <remarks>
/// The copied row is delivered too. A copy claims to be a second older than its original, so that a reader who repairs
/// and replays it changes nothing: what is true stays true however quarantine is handled.
/// </remarks>
internal static class MalformedLine
{
    private const char Mark = '^';
    private const byte LatinAcute = 0xE9;

    /// <summary>Makes the line.</summary>
    /// <param name="layout">What rows look like.</param>
    /// <param name="plan">Which columns to spoil.</param>
    /// <param name="row">The good row.</param>
    /// <param name="kind">How to spoil it.</param>
    public static byte[] Of(ExtractLayout layout, DeliveryPlan plan, ExtractRow row, Malformation kind)
    {
        string?[] fields = [.. row.Fields];
        if (fields[layout.CursorPosition]!.EndsWith('Z'))
        {
            fields[layout.CursorPosition] = FieldText.Of(row.ChangedAt.AddSeconds(-1));
        }

        switch (kind)
        {
            case Malformation.TooManyColumns:
                return Csv([.. fields, "see note", "17"]);
            case Malformation.TooFewColumns:
                return Csv(fields[..^3]);
            case Malformation.TextInNumber:
                fields[layout[plan.NumberColumn!]] = layout.IsNdjson ? "\"a while\"" : "twelve";
                return Whole(layout, fields);
            case Malformation.BadDate:
                fields[layout[plan.DateColumn!]] = "2024-02-31";
                return Whole(layout, fields);
            case Malformation.WrongEncoding:
                return Latin(layout, fields);
            case Malformation.UnclosedQuote:
                return [.. Csv(fields[..4]), .. ",\""u8, .. Encoding.UTF8.GetBytes(fields[4] ?? "Closed")];
            default:
                byte[] whole = Whole(layout, fields);
                return whole[..(whole.Length * 2 / 3)];
        }
    }

    private static byte[] Csv(string?[] fields)
    {
        ArrayBufferWriter<byte> line = new();
        RowText.WriteCsv(fields, line);
        return line.WrittenSpan.ToArray();
    }

    private static byte[] Whole(ExtractLayout layout, string?[] fields)
    {
        if (!layout.IsNdjson)
        {
            return Csv(fields);
        }

        ArrayBufferWriter<byte> line = new();
        RowText.WriteJson(layout, fields, null, line);
        return line.WrittenSpan.ToArray();
    }

    // A name in Latin-1, as an old tool would write it.
    private static byte[] Latin(ExtractLayout layout, string?[] fields)
    {
        int column = layout[layout.Has("LastName") ? "LastName" : "Name"];
        fields[column] = $"{fields[column]} Caf{Mark}";
        byte[] line = Csv(fields);
        line[Array.IndexOf(line, (byte)Mark)] = LatinAcute;
        return line;
    }
}
