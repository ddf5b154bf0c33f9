using System.Text.Encodings.Web;
using System.Text.Json;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Landing;

/// <summary>Writes <c>truth/summary.json</c>: what was asked, what was delivered, what was planted.</summary>
internal static class Summary
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file.</summary>
    /// <param name="folder">The truth folder.</param>
    /// <param name="options">What was asked.</param>
    /// <param name="report">What was delivered.</param>
    public static void Write(string folder, SampleOptions options, SampleReport report)
    {
        Directory.CreateDirectory(folder);
        using FileStream file = File.Create(Path.Combine(folder, "summary.json"));
        using Utf8JsonWriter json = new(file, Readable);
        json.WriteStartObject();
        json.WriteString("company", "Larkfield Software");
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("accounts", options.Accounts);
        json.WriteNumber("months", options.Months);
        json.WriteString("start", FieldText.Of(SampleOptions.End.AddMonths(-options.Months)));
        json.WriteString("end", FieldText.Of(SampleOptions.End));
        json.WriteNumber("delivered_rows", report.DeliveredRows);
        WriteCounts(json, "rows_by_entity", report.RowsByEntity);
        WriteCounts(json, "flaws", report.PlantedFlaws);
        json.WriteStartArray("files");
        foreach (SampleFile each in report.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", each.Path);
            json.WriteString("entity", each.Entity);
            json.WriteNumber("delivered_rows", each.DeliveredRows);
            json.WriteNumber("malformed_rows", each.MalformedRows);
            json.WriteNumber("size_bytes", each.SizeBytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach ((string key, long count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }
}
