using Lakehouse.Delta.Log;
using Lakehouse.Engine;
using Lakehouse.Ingest.Batches;

namespace Lakehouse.Ingest;

/// <summary>What a run landed of one entity.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Table">Its bronze table.</param>
/// <param name="Version">The table's version afterwards; null while it has never received a file.</param>
/// <param name="FileCount">The files that match, the known ones included.</param>
/// <param name="Batches">The files that were new to this run, in the order of their names; a refused file is here in every run.</param>
/// <param name="Notices">What a person should know.</param>
public sealed record EntityLanding(
    string Entity,
    TableName Table,
    TableVersion? Version,
    int FileCount,
    IReadOnlyList<IngestionBatch> Batches,
    IReadOnlyList<LandingNotice> Notices)
{
    /// <summary>Rows that landed.</summary>
    public long LoadedRows => Batches.Sum(batch => batch.LoadedRows);

    /// <summary>Rows that went to quarantine.</summary>
    public long QuarantinedRows => Batches.Sum(batch => batch.QuarantinedRows);

    /// <summary>Files that were refused.</summary>
    public IEnumerable<IngestionBatch> Rejected => Batches.Where(batch => batch.Status == BatchStatus.Rejected);
}
