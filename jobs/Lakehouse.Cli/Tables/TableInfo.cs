using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lakehouse.Cli.Output;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Cli.Tables;

/// <summary>What a table is, by its log alone.</summary>
/// <param name="Snapshot">The version that is described.</param>
/// <param name="RowCount">The rows that a reader sees, or null where a file has no count.</param>
/// <param name="DeletedRowCount">The rows of the files that deletion vectors delete.</param>
/// <param name="SizeBytes">The size of the data files in bytes.</param>
internal sealed record TableInfo(Snapshot Snapshot, long? RowCount, long DeletedRowCount, long SizeBytes)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Protocol Protocol => Snapshot.Protocol;

    private Metadata Metadata => Snapshot.Metadata;

    private IReadOnlyList<string> Features =>
        [.. Protocol.ReaderFeatures.Union(Protocol.WriterFeatures, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Adds up what the files of a snapshot say.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>The description.</returns>
    internal static TableInfo Of(Snapshot snapshot)
    {
        long? rows = 0;
        long deleted = 0;
        long size = 0;
        foreach (AddFile file in snapshot.Files)
        {
            rows = rows is null ? null : rows + FileRowCount.Live(file);
            deleted += file.DeletionVector?.Cardinality ?? 0;
            size += file.SizeBytes;
        }

        return new TableInfo(snapshot, rows, deleted, size);
    }

    /// <summary>The description as one JSON object.</summary>
    /// <returns>One line.</returns>
    internal string ToJson()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("path", Snapshot.Root);
            json.WriteNumber("version", Snapshot.Version.Number);
            json.WriteString("id", Metadata.Id);
            json.WriteString("name", Metadata.Name);
            json.WriteString("description", Metadata.Description);
            WriteProtocol(json);
            WriteTexts(json, "features", Features);
            json.WritePropertyName("schema");
            json.WriteRawValue(Snapshot.Schema.ToJson());
            WriteTexts(json, "partitionColumns", Metadata.PartitionColumns);
            json.WriteStartObject("properties");
            foreach ((string key, string value) in Metadata.Configuration.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            json.WriteNumber("files", Snapshot.Files.Count);
            WriteNumber(json, "rows", RowCount);
            json.WriteNumber("deletedRows", DeletedRowCount);
            json.WriteNumber("sizeInBytes", SizeBytes);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Prints the description for a person.</summary>
    /// <param name="terminal">Where to.</param>
    internal void Print(Terminal terminal)
    {
        foreach ((string label, string value) in Facts())
        {
            terminal.Answer($"{label,-12}{value}");
        }

        terminal.Answer("");
        terminal.Rows(new ResultRows(
            [new TableColumn("column"), new TableColumn("type"), new TableColumn("nullable"), new TableColumn("partition")],
            [.. Snapshot.Schema.Fields.Select(Row)]));
    }

    private IEnumerable<(string Label, string Value)> Facts()
    {
        yield return ("table", Snapshot.Root);
        yield return ("version", Snapshot.Version.ToString());
        yield return ("id", Metadata.Id);
        if (Metadata.Name is { Length: > 0 } name)
        {
            yield return ("name", name);
        }

        if (Metadata.Description is { Length: > 0 } description)
        {
            yield return ("description", description);
        }

        yield return ("protocol", Text($"reader {Protocol.MinReaderVersion}, writer {Protocol.MinWriterVersion}"));
        yield return ("features", Features.Count == 0 ? "none beyond the protocol" : string.Join(", ", Features));
        yield return ("files", Text($"{Snapshot.Files.Count:N0}"));
        string deleted = DeletedRowCount == 0 ? string.Empty : Text($" ({DeletedRowCount:N0} more are deleted by deletion vectors)");
        yield return ("rows", RowCount is { } rows ? Text($"{rows:N0}") + deleted : "unknown: a file has no count");
        yield return ("size", Text($"{SizeBytes:N0} bytes"));
        foreach ((string key, string value) in Metadata.Configuration.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            yield return ("property", $"{key} = {value}");
        }
    }

    private IReadOnlyList<object?> Row(StructField field) =>
    [
        field.Name,
        field.Type.ToSql(),
        field.IsNullable ? "yes" : "no",
        Metadata.PartitionColumns.Contains(field.Name, StringComparer.OrdinalIgnoreCase) ? "yes" : "",
    ];

    private void WriteProtocol(Utf8JsonWriter json)
    {
        json.WriteStartObject("protocol");
        json.WriteNumber("minReaderVersion", Protocol.MinReaderVersion);
        json.WriteNumber("minWriterVersion", Protocol.MinWriterVersion);
        WriteTexts(json, "readerFeatures", Protocol.ReaderFeatures.Order(StringComparer.Ordinal));
        WriteTexts(json, "writerFeatures", Protocol.WriterFeatures.Order(StringComparer.Ordinal));
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
