namespace Lakehouse.Sample.Finance;

/// <summary>What the ledger needs to know of each month, summed while companies are simulated.</summary>
/// <param name="months">How many months.</param>
internal sealed class Books(int months)
{
    /// <summary>What was invoiced without tax, in US dollars at the invoice day's rate.</summary>
    public decimal[] Invoiced { get; } = new decimal[months];

    /// <summary>The tax on it.</summary>
    public decimal[] Tax { get; } = new decimal[months];

    /// <summary>What customers paid.</summary>
    public decimal[] Paid { get; } = new decimal[months];

    /// <summary>What subscriptions earned.</summary>
    public decimal[] Earned { get; } = new decimal[months];

    /// <summary>What sellers booked.</summary>
    public decimal[] Booked { get; } = new decimal[months];

    /// <summary>What LinkedIn charged, in euros.</summary>
    public decimal[] LinkedInEuros { get; } = new decimal[months];

    /// <summary>What Google charged, in US dollars.</summary>
    public decimal[] GoogleDollars { get; } = new decimal[months];
}
