using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Lakehouse.Sample.Tests.Reading;

/// <summary>A row as a strict reader sees it.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Values">Its values by column; empty if it cannot be read.</param>
/// <param name="Problem">Why it cannot be read, or null.</param>
internal sealed record DeliveredRow(int Line, IReadOnlyDictionary<string, string?> Values, string? Problem)
{
    public string? this[string column] => Values.GetValueOrDefault(column);
}

/// <summary>A file as a strict reader sees it.</summary>
internal sealed record DeliveredFile(string Path, Contract Contract, IReadOnlyList<string> Header, IReadOnlyList<DeliveredRow> Rows)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Dictionary<string, string?> NoValues = [];

    public static DeliveredFile Read(string folder, Contract contract, string path)
    {
        byte[] bytes = File.ReadAllBytes(System.IO.Path.Combine(folder, path));
        return path.EndsWith(".gz", StringComparison.Ordinal)
            ? ReadJson(Unzip(bytes), contract, path)
            : ReadCsv(bytes, contract, path);
    }

    private static byte[] Unzip(byte[] bytes)
    {
        using GZipStream gzip = new(new MemoryStream(bytes), CompressionMode.Decompress);
        using MemoryStream plain = new();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static DeliveredFile ReadJson(byte[] bytes, Contract contract, string path)
    {
        List<DeliveredRow> rows = [];
        string[] lines = Strict.GetString(bytes).Split('\n');
        for (int i = 0; i < lines.Length - 1; i++)
        {
            rows.Add(ParseJson(contract, i + 1, lines[i]));
        }

        return new DeliveredFile(path, contract, [.. contract.Columns.Select(column => column.Name)], rows);
    }

    private static DeliveredRow ParseJson(Contract contract, int line, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            Dictionary<string, string?> values = document.RootElement.EnumerateObject()
                .ToDictionary(each => each.Name, each => (string?)each.Value.ToString(), StringComparer.Ordinal);
            foreach ((string name, string type) in contract.Columns.Where(each => each.Type is "boolean" or "bigint"))
            {
                bool isText = document.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String;
                if (isText)
                {
                    return new DeliveredRow(line, NoValues, $"{name} is text, not {type}");
                }
            }

            return Typed(contract, line, values);
        }
        catch (JsonException broken)
        {
            return new DeliveredRow(line, NoValues, broken.Message);
        }
    }

    private static DeliveredFile ReadCsv(byte[] bytes, Contract contract, string path)
    {
        int start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        List<(int Line, List<byte[]> Fields, bool IsClosed)> records = new CsvSplitter().Split(bytes.AsSpan(start));
        string[] header = [.. records[0].Fields.Select(Strict.GetString)];
        List<DeliveredRow> rows = [];
        foreach ((int line, List<byte[]> fields, bool isClosed) in records.Skip(1))
        {
            rows.Add(ParseCsv(contract, header, line, fields, isClosed));
        }

        return new DeliveredFile(path, contract, header, rows);
    }

    private static DeliveredRow ParseCsv(Contract contract, string[] header, int line, List<byte[]> fields, bool isClosed)
    {
        if (!isClosed || fields.Count != header.Length)
        {
            return new DeliveredRow(line, NoValues, isClosed ? $"{fields.Count} fields" : "unclosed quote");
        }

        try
        {
            Dictionary<string, string?> values = new(StringComparer.Ordinal);
            for (int i = 0; i < header.Length; i++)
            {
                string text = Strict.GetString(fields[i]);
                values[header[i]] = text.Length == 0 ? null : text;
            }

            return Typed(contract, line, values);
        }
        catch (DecoderFallbackException)
        {
            return new DeliveredRow(line, NoValues, "wrong encoding");
        }
    }

    private static DeliveredRow Typed(Contract contract, int line, Dictionary<string, string?> values)
    {
        foreach ((string name, string type) in contract.Columns)
        {
            if (values.GetValueOrDefault(name) is { } text && !IsOf(type, text))
            {
                return new DeliveredRow(line, NoValues, $"{name} = {text} is no {type}");
            }
        }

        return new DeliveredRow(line, values, null);
    }

    private static bool IsOf(string type, string text) => type switch
    {
        "string" => true,
        "bigint" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "double" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        "boolean" => bool.TryParse(text, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "timestamp" => DateTime.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ when type.StartsWith("decimal", StringComparison.Ordinal) => IsDecimal(type, text),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The contract has a type that this reader does not know."),
    };

    private static bool IsDecimal(string type, string text)
    {
        int scale = int.Parse(type[(type.IndexOf(',', StringComparison.Ordinal) + 1)..^1], CultureInfo.InvariantCulture);
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            && (dot < 0 || text.Length - dot - 1 <= scale);
    }
}
