using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Inspection;
using Lakehouse.Ingest.Preparation;

namespace Lakehouse.Ingest.Loading;

/// <summary>A file on its way into a bronze table.</summary>
internal sealed class Candidate(FileInspection inspection, ColumnMap map, string batchId)
{
    /// <summary>What its inspection has found.</summary>
    public FileInspection Inspection { get; } = inspection;

    /// <summary>What becomes of its columns.</summary>
    public ColumnMap Map { get; } = map;

    /// <summary>The id of its batch.</summary>
    public string BatchId { get; } = batchId;

    /// <summary>The copy that the engine reads in its place, or null.</summary>
    public PreparedFile? Prepared { get; set; }

    /// <summary>A path in the folder of temporary copies that belongs to this file alone.</summary>
    public required string ScratchPath { get; init; }

    /// <summary>Whether its rows have been checked one by one, and those that cannot land are known.</summary>
    public bool IsDiagnosed { get; set; }

    /// <summary>Rows whose values cannot land; meaningful once it is diagnosed.</summary>
    public long RejectedRows { get; set; }

    /// <summary>Rows of the table that came from it; known once staged.</summary>
    public long LoadedRows { get; set; }

    /// <summary>Rows in the file.</summary>
    public long DeliveredRows => Inspection.Counts.Records;

    /// <summary>Rows that go to quarantine.</summary>
    public long QuarantinedRows => Inspection.Counts.Faults + RejectedRows;
}
