using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Quarantine;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Loading;

/// <summary>The reasons why a file that could be read is refused as a whole.</summary>
internal static class Refusal
{
    /// <summary>Too large a part of the file cannot land.</summary>
    public static IngestException TooManyQuarantined(EntityContract entity, Candidate candidate)
    {
        string first = candidate.Inspection.Counts.FirstFault is { } fault
            ? string.Create(CultureInfo.InvariantCulture, $" The first, at line {fault.Place.Line}: {QuarantineReason.Of(fault.Fault)}.")
            : string.Empty;
        return new IngestException(
            "LH3018",
            string.Create(CultureInfo.InvariantCulture, $"found {candidate.QuarantinedRows} of {candidate.DeliveredRows} rows of {candidate.Inspection.File.FullPath} not fit to land, expected at most {entity.MaxQuarantinedShare:P0}.{first}"),
            Advice(candidate.Inspection.Counts.FirstFault?.Fault));
    }

    /// <summary>A column holds something else than before.</summary>
    public static IngestException TypeChanged(Candidate candidate, string column, DataType type, string example) => new(
        "LH3019",
        $"found values such as '{example}' in column {column} of {candidate.Inspection.File.FullPath}, expected {type.ToSql()} as in the contract; almost no value of the column is one.",
        "If the sender changed the column, change its type in the contract; else ask for the file again.");

    /// <summary>The engine's count is not the scan's.</summary>
    public static IngestException NotReconciled(Candidate candidate) => new(
        "LH3020",
        string.Create(CultureInfo.InvariantCulture, $"found {candidate.LoadedRows} loaded and {candidate.QuarantinedRows} quarantined rows of {candidate.Inspection.File.FullPath}, expected {candidate.DeliveredRows} together, as many as it holds."),
        "This is a defect: report it with the file's first lines.");

    /// <summary>The engine cannot read the file.</summary>
    public static IngestException Unreadable(Candidate candidate, Exception cause) => new(
        "LH3021",
        $"found {candidate.Inspection.File.FullPath} not readable by the engine: {cause.Message}",
        "Ask the sender for the file again, or correct the format in the source's contract.",
        cause);

    private static string Advice(RecordFault? fault) => fault switch
    {
        RecordFault.Encoding => "The file is probably in another encoding: set encoding in the contract, for example windows-1252.",
        RecordFault.TooFewFields or RecordFault.TooManyFields or RecordFault.Quote => "Look at that line: delimiter or quotes of the file are probably not those of the contract.",
        _ => "Ask the sender for the file again, or raise max_quarantined_share in the contract.",
    };
}
