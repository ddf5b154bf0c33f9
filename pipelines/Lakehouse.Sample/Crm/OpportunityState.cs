namespace Lakehouse.Sample.Crm;

/// <summary>What of a deal is tracked in its field history.</summary>
internal sealed record OpportunityState
{
    public required OpportunityStage Stage { get; init; }

    public required decimal? Amount { get; init; }

    public required string? Currency { get; init; }

    public required DateOnly CloseDate { get; init; }

    public required string OwnerId { get; init; }

    public string? MergedInto { get; init; }

    public string? LossReason { get; init; }

    public bool IsDeleted { get; init; }
}
