using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Finance;

/// <summary>Delivers exchange rates to the US dollar: one spot rate a day, one budget rate a year.</summary>
/// <param name="world">Where to.</param>
internal sealed class RateExtract(SampleWorld world)
{
    /// <summary>Delivers all rates.</summary>
    public void Deliver()
    {
        for (int offset = 0; offset < world.Calendar.Days; offset++)
        {
            DateOnly day = world.Calendar.FirstDay.AddDays(offset);
            foreach (string currency in ExchangeRates.Currencies)
            {
                Add(day, currency, world.Rates.ToDollars(currency, day), "SPOT");
                if (offset == 0 || day.DayOfYear == 1)
                {
                    Add(day, currency, world.Rates.BudgetToDollars(currency, day.Year), "BUDGET");
                }
            }
        }
    }

    private void Add(DateOnly day, string currency, decimal rate, string type) =>
        world.Sink.Add(
            OtherLayouts.FxRate,
            day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            OtherLayouts.FxRate.Row(
                ("rate_date", FieldText.Of(day)),
                ("from_currency", currency),
                ("to_currency", "USD"),
                ("rate", FieldText.Of(rate)),
                ("rate_type", type)));
}
