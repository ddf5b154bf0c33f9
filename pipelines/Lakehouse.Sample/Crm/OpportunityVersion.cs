namespace Lakehouse.Sample.Crm;

/// <summary>A version of a deal.</summary>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="ValidFrom">
/// Since when it was so: for a close whose close date lies on an earlier day than its recording, the start of that day;
/// for everything else the recording.
/// </param>
/// <param name="By">The user who recorded it.</param>
/// <param name="State">The deal since then.</param>
internal sealed record OpportunityVersion(DateTime RecordedAt, DateTime ValidFrom, string By, OpportunityState State);
