using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Finance;

/// <summary>A running contract.</summary>
internal sealed class Subscription
{
    /// <summary>The finance system's record.</summary>
    public required TrackedRecord Record { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>Whether the customer pays by the month.</summary>
    public required bool IsMonthly { get; init; }

    /// <summary>How many invoices a year, for a yearly contract.</summary>
    public required int InvoicesPerYear { get; init; }

    /// <summary>The currency.</summary>
    public required string Currency { get; init; }

    /// <summary>What it is worth in a year now.</summary>
    public required decimal YearlyAmount { get; set; }

    /// <summary>The deal that brought it or renewed it last, or null.</summary>
    public required string? DealId { get; set; }

    /// <summary>The first day on which it no longer runs, or null.</summary>
    public DateOnly? End { get; set; }
}
