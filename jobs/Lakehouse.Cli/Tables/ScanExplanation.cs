using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lakehouse.Cli.Output;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Scans;

namespace Lakehouse.Cli.Tables;

/// <summary>How many files a scan reads, and which part of its condition skips the others.</summary>
/// <param name="snapshot">The table.</param>
/// <param name="scan">The scan.</param>
internal sealed class ScanExplanation(Snapshot snapshot, TableScan scan)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (SkipEvidences Evidence, string Text)[] Evidences =
    [
        (SkipEvidences.PartitionValues, "partition values"),
        (SkipEvidences.Bounds, "min/max"),
        (SkipEvidences.NullCounts, "null counts"),
    ];

    private int All => snapshot.Files.Count;

    private int Read => scan.Plan.Read.Count;

    private long BytesRead => scan.Plan.Read.Sum(file => file.SizeBytes);

    private long BytesInAll => snapshot.Files.Sum(file => file.SizeBytes);

    /// <summary>The explanation as one JSON object.</summary>
    /// <returns>One line.</returns>
    internal string ToJson()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("path", snapshot.Root);
            json.WriteNumber("version", snapshot.Version.Number);
            json.WriteNumber("files", All);
            json.WriteNumber("filesRead", Read);
            json.WriteNumber("sizeInBytes", BytesInAll);
            json.WriteNumber("bytesRead", BytesRead);
            json.WriteStartArray("parts");
            foreach (Line line in Lines())
            {
                json.WriteStartObject();
                json.WriteString("part", line.Part);
                json.WriteBoolean("isUsable", line.IsUsable);
                json.WriteNumber("filesSkipped", line.Files);
                json.WriteString("by", line.By);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Prints the explanation for a person.</summary>
    /// <param name="terminal">Where to.</param>
    internal void Print(Terminal terminal)
    {
        terminal.Answer($"version  {snapshot.Version}");
        terminal.Answer(string.Create(
            CultureInfo.InvariantCulture,
            $"read     {Read:N0} of {All:N0} files, {BytesRead:N0} of {BytesInAll:N0} bytes"));
        if (scan.Parts.Count == 0)
        {
            return;
        }

        terminal.Answer("");
        terminal.Rows(new ResultRows(
            [new TableColumn("part of the condition"), new TableColumn("files skipped", IsNumber: true), new TableColumn("by")],
            [.. Lines().Select(line => (IReadOnlyList<object?>)[line.Part, (long)line.Files, line.By ?? (line.IsUsable ? "" : "the engine alone")])]));
    }

    // A line for each part and each thing that shows that files hold no row for it.
    private IEnumerable<Line> Lines()
    {
        for (int number = 0; number < scan.Parts.Count; number++)
        {
            TableScanPart part = scan.Parts[number];
            IGrouping<SkipEvidences, SkippedFile>[] groups =
            [
                .. scan.Plan.Skipped.Where(file => file.Part == number).GroupBy(file => file.Evidence).OrderBy(group => group.Key),
            ];
            if (groups.Length == 0)
            {
                yield return new Line(part.Text, part.Condition.IsUsable, 0, null);
            }

            foreach (IGrouping<SkipEvidences, SkippedFile> group in groups)
            {
                yield return new Line(part.Text, part.Condition.IsUsable, group.Count(), TextOf(group.Key));
            }
        }
    }

    private static string TextOf(SkipEvidences evidence) =>
        evidence == SkipEvidences.None
            ? "never true"
            : string.Join(", ", Evidences.Where(one => evidence.HasFlag(one.Evidence)).Select(one => one.Text));

    private sealed record Line(string Part, bool IsUsable, int Files, string? By);
}
