namespace Lakehouse.Sample.World;

/// <summary>How large a company is.</summary>
internal enum Segment
{
    SmallBusiness,
    MidMarket,
    Enterprise,
}

/// <summary>How companies of a segment buy; all of it is told in the truth files.</summary>
internal sealed record SegmentProfile
{
    /// <summary>The segment.</summary>
    public required Segment Segment { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The share of companies, in [0, 1].</summary>
    public required double Share { get; init; }

    /// <summary>The fewest and the most employees.</summary>
    public required (int Fewest, int Most) Employees { get; init; }

    /// <summary>The fewest and the most people in a buying group.</summary>
    public required (int Fewest, int Most) BuyingGroup { get; init; }

    /// <summary>The median of a first contract's yearly value in US dollars.</summary>
    public required double AmountMedian { get; init; }

    /// <summary>The standard deviation of the logarithm of that value.</summary>
    public required double AmountSigma { get; init; }

    /// <summary>The chance of passing each open stage rather than losing there: prospecting to negotiation.</summary>
    public required IReadOnlyList<double> PassRates { get; init; }

    /// <summary>The median days in each open stage.</summary>
    public required IReadOnlyList<double> DwellMedians { get; init; }

    /// <summary>The beta distribution of a yearly customer's chance to leave at a renewal.</summary>
    public required (double Alpha, double Beta) Churn { get; init; }

    /// <summary>The share of customers that pay by the month and may leave each month.</summary>
    public required double MonthlyPlanShare { get; init; }

    /// <summary>All segments, in the order of their numbers.</summary>
    public static readonly IReadOnlyList<SegmentProfile> All =
    [
        new()
        {
            Segment = Segment.SmallBusiness, Name = "Small Business", Share = 0.45, Employees = (5, 99),
            BuyingGroup = (3, 5), AmountMedian = 11_000, AmountSigma = 0.45,
            PassRates = [0.82, 0.76, 0.74, 0.84], DwellMedians = [6, 9, 9, 6],
            Churn = (1.4, 5.0), MonthlyPlanShare = 0.4,
        },
        new()
        {
            Segment = Segment.MidMarket, Name = "Mid-Market", Share = 0.37, Employees = (100, 999),
            BuyingGroup = (4, 7), AmountMedian = 38_000, AmountSigma = 0.5,
            PassRates = [0.80, 0.74, 0.70, 0.80], DwellMedians = [9, 16, 18, 12],
            Churn = (1.0, 7.0), MonthlyPlanShare = 0.0,
        },
        new()
        {
            Segment = Segment.Enterprise, Name = "Enterprise", Share = 0.18, Employees = (1_000, 40_000),
            BuyingGroup = (6, 10), AmountMedian = 120_000, AmountSigma = 0.55,
            PassRates = [0.78, 0.70, 0.66, 0.78], DwellMedians = [14, 28, 32, 24],
            Churn = (0.8, 10.0), MonthlyPlanShare = 0.0,
        },
    ];

    /// <summary>The profile of a segment.</summary>
    /// <param name="segment">The segment.</param>
    public static SegmentProfile Of(Segment segment) => All[(int)segment];
}
