namespace Lakehouse.Sample;

/// <summary>How large the sample company is, how long its history is, and which chance it lived by.</summary>
/// <remarks>Equal options give equal files, byte for byte, on every machine.</remarks>
public sealed record SampleOptions
{
    /// <summary>The fewest companies that leave room for every planted flaw.</summary>
    public const int FewestAccounts = 20;

    /// <summary>The most companies that the id scheme and the name lists hold.</summary>
    public const int MostAccounts = 100_000;

    /// <summary>The fewest months.</summary>
    public const int FewestMonths = 3;

    /// <summary>The most months.</summary>
    public const int MostMonths = 60;

    /// <summary>The instant at which the extracts stop, exclusive: the start of 2025, UTC.</summary>
    public static readonly DateTime End = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The seed of every random draw. Default: 7.</summary>
    public int Seed { get; init; } = 7;

    /// <summary>
    /// How many real companies the market holds, in [<see cref="FewestAccounts"/>, <see cref="MostAccounts"/>].
    /// The CRM holds more accounts than that, because some are duplicates. Default: 300.
    /// </summary>
    public int Accounts { get; init; } = 300;

    /// <summary>
    /// How many months the extracts cover, the last one being December 2024, in
    /// [<see cref="FewestMonths"/>, <see cref="MostMonths"/>]. Default: 24.
    /// </summary>
    public int Months { get; init; } = 24;
}
