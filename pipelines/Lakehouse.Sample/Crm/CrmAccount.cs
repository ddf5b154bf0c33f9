using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Crm;

/// <summary>An account in the CRM: the first of its company, or a copy of it.</summary>
/// <param name="record">Its record.</param>
/// <param name="kind">ORIGINAL, or how it differs from the original.</param>
internal sealed class CrmAccount(TrackedRecord record, string kind)
{
    /// <summary>Its record.</summary>
    public TrackedRecord Record { get; } = record;

    /// <summary>ORIGINAL, EXACT_DOMAIN, NORMALISED_NAME or TYPO.</summary>
    public string Kind { get; } = kind;

    /// <summary>When it was merged away; the maximum if never.</summary>
    public DateTime MergedAt { get; private set; } = DateTime.MaxValue;

    /// <summary>The account that it was merged into, or null.</summary>
    public CrmAccount? MergedInto { get; private set; }

    /// <summary>Merges it into another.</summary>
    /// <param name="winner">The one that stays.</param>
    /// <param name="at">When.</param>
    public void MergeInto(CrmAccount winner, DateTime at)
    {
        MergedAt = at;
        MergedInto = winner;
        Record.Change(at, "IsDeleted", "true");
        Record.Change(at, "MasterRecordId", winner.Record.Id);
    }

    /// <summary>Where records that hang on it are moved, merge after merge.</summary>
    public IEnumerable<(DateTime At, string AccountId)> Moves()
    {
        for (CrmAccount account = this; account.MergedInto is { } winner; account = winner)
        {
            yield return (account.MergedAt, winner.Record.Id);
        }
    }
}
