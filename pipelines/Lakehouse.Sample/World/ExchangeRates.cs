using Lakehouse.Sample.Chance;

namespace Lakehouse.Sample.World;

/// <summary>What one unit of a currency is worth in US dollars, day by day: a random walk that pulls back to its start.</summary>
internal sealed class ExchangeRates
{
    private static readonly (string Currency, double Start, double DailyVolatility)[] Walks =
        [("EUR", 1.08, 0.0045), ("GBP", 1.25, 0.005), ("JPY", 0.0072, 0.0055)];

    private readonly Dictionary<string, decimal[]> _spot = new(StringComparer.Ordinal);
    private readonly DateOnly _firstDay;

    /// <summary>Draws the rates.</summary>
    /// <param name="options">The seed.</param>
    /// <param name="calendar">The days.</param>
    public ExchangeRates(SampleOptions options, SampleCalendar calendar)
    {
        _firstDay = calendar.FirstDay;
        foreach ((string currency, double start, double volatility) in Walks)
        {
            RandomStream chance = RandomStream.Of(options.Seed, $"fx {currency}");
            decimal[] rates = new decimal[calendar.Days];
            double level = 0;
            for (int day = 0; day < rates.Length; day++)
            {
                rates[day] = decimal.Round((decimal)(start * PortableMath.Exp(level)), 8);
                level = (level * 0.995) + (volatility * chance.NextNormal());
            }

            _spot.Add(currency, rates);
        }
    }

    /// <summary>The currencies other than the dollar.</summary>
    public static IEnumerable<string> Currencies => Walks.Select(walk => walk.Currency);

    /// <summary>The rate that the yearly budget uses, set to the year's first spot rate rounded to three digits.</summary>
    /// <param name="currency">From which currency.</param>
    /// <param name="year">The year.</param>
    public decimal BudgetToDollars(string currency, int year)
    {
        decimal spot = ToDollars(currency, new DateOnly(year, 1, 1));
        return decimal.Round(spot, currency == "JPY" ? 5 : 3);
    }

    /// <summary>The spot rate of a day; days outside the sample use its nearest day.</summary>
    /// <param name="currency">From which currency.</param>
    /// <param name="day">The day.</param>
    public decimal ToDollars(string currency, DateOnly day)
    {
        if (currency == "USD")
        {
            return 1;
        }

        decimal[] rates = _spot[currency];
        return rates[Math.Clamp(day.DayNumber - _firstDay.DayNumber, 0, rates.Length - 1)];
    }

    /// <summary>Turns dollars into money of a currency, rounded as contracts are.</summary>
    /// <param name="dollars">The amount in dollars.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="day">The day of the rate.</param>
    public decimal FromDollars(double dollars, string currency, DateOnly day)
    {
        decimal unit = currency == "JPY" ? 10_000m : 100m;
        return Math.Max(unit, decimal.Round((decimal)dollars / ToDollars(currency, day) / unit) * unit) + 0.00m;
    }
}
