using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Crm;

/// <summary>A deal in the CRM: its edits in the order in which they were recorded.</summary>
internal sealed class OpportunityRecord
{
    private readonly List<(DateTime At, int Order, string By, Func<OpportunityState, OpportunityState> Edit)> _planned = [];
    private readonly List<OpportunityVersion> _versions = [];

    /// <summary>The CRM's id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose deal it is.</summary>
    public required Company Company { get; init; }

    /// <summary>The account it was hung on, or null.</summary>
    public required CrmAccount? Account { get; init; }

    /// <summary>The deal's name.</summary>
    public required string Name { get; init; }

    /// <summary>New Business, Expansion or Renewal.</summary>
    public required string Type { get; init; }

    /// <summary>How the lead source is spelled.</summary>
    public required string? LeadSource { get; init; }

    /// <summary>The campaign that brought it, or null.</summary>
    public required string? CampaignId { get; init; }

    /// <summary>How the product family is spelled.</summary>
    public required string ProductFamily { get; init; }

    /// <summary>Which spelling of stages it uses.</summary>
    public required int Dialect { get; init; }

    /// <summary>When it was entered.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>How it was entered.</summary>
    public required OpportunityState First { get; init; }

    /// <summary>Its versions after <see cref="Play"/>, in the order in which they were recorded.</summary>
    public IReadOnlyList<OpportunityVersion> Versions => _versions;

    /// <summary>Plans an edit. Edits may be planned in any order.</summary>
    /// <param name="at">When it is recorded.</param>
    /// <param name="by">The user.</param>
    /// <param name="edit">What changes; may leave the state as it is.</param>
    public void Plan(DateTime at, string by, Func<OpportunityState, OpportunityState> edit) =>
        _planned.Add((at, _planned.Count, by, edit));

    /// <summary>Whether anything is planned between two instants, both included.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The last.</param>
    public bool HasPlans(DateTime from, DateTime to) => _planned.Exists(plan => plan.At >= from && plan.At <= to);

    /// <summary>Unplans what was planned for later than an instant.</summary>
    /// <param name="instant">The last instant that is kept.</param>
    public void DropPlansAfter(DateTime instant) => _planned.RemoveAll(plan => plan.At > instant);

    /// <summary>Applies the planned edits in the order of time.</summary>
    /// <param name="end">Edits from here on have not happened.</param>
    public void Play(DateTime end)
    {
        _versions.Clear();
        _versions.Add(new OpportunityVersion(CreatedAt, CreatedAt, First.OwnerId, First));
        foreach ((DateTime at, int _, string by, Func<OpportunityState, OpportunityState> edit) in
            _planned.OrderBy(edit => edit.At).ThenBy(edit => edit.Order))
        {
            OpportunityState next = edit(_versions[^1].State);
            if (at < end && next != _versions[^1].State)
            {
                DateTime recordedAt = at < CreatedAt ? CreatedAt : at;
                _versions.Add(new OpportunityVersion(recordedAt, ValidFrom(next, recordedAt), by, next));
            }
        }
    }

    /// <summary>The state known at an instant, or null before the deal was entered.</summary>
    /// <param name="instant">Exclusive: versions recorded at it are not known yet.</param>
    public OpportunityState? KnownAt(DateTime instant) =>
        _versions.LastOrDefault(version => version.RecordedAt < instant)?.State;

    /// <summary>The state at an instant by what is known in the end, or null if it did not exist.</summary>
    /// <param name="instant">Exclusive.</param>
    public OpportunityState? CorrectedAt(DateTime instant) =>
        _versions.LastOrDefault(version => version.ValidFrom < instant)?.State;

    private DateTime ValidFrom(OpportunityState next, DateTime recordedAt)
    {
        OpportunityState before = _versions[^1].State;
        bool isClose = StageNames.IsClosed(next.Stage)
            && (!StageNames.IsClosed(before.Stage) || next.CloseDate != before.CloseDate);
        return isClose && next.CloseDate < DateOnly.FromDateTime(recordedAt)
            ? next.CloseDate.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)
            : recordedAt;
    }
}
