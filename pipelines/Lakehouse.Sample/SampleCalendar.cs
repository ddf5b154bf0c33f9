using System.Globalization;
using Lakehouse.Sample.Chance;

namespace Lakehouse.Sample;

/// <summary>The months that the sample covers, and the working hours in them.</summary>
/// <param name="options">How many months.</param>
internal sealed class SampleCalendar(SampleOptions options)
{
    /// <summary>How many months there are.</summary>
    public int Months { get; } = options.Months;

    /// <summary>The first instant covered.</summary>
    public DateTime Start { get; } = SampleOptions.End.AddMonths(-options.Months);

    /// <summary>The first instant not covered.</summary>
    public DateTime End { get; } = SampleOptions.End;

    /// <summary>The first day covered.</summary>
    public DateOnly FirstDay => DateOnly.FromDateTime(Start);

    /// <summary>How many days are covered.</summary>
    public int Days => (End - Start).Days;

    /// <summary>The month that an instant is in, counted from 0; negative before the start.</summary>
    /// <param name="instant">The instant.</param>
    public int MonthOf(DateTime instant) => ((instant.Year - Start.Year) * 12) + instant.Month - Start.Month;

    /// <summary>The month that a day is in, counted from 0.</summary>
    /// <param name="day">The day.</param>
    public int MonthOf(DateOnly day) => ((day.Year - Start.Year) * 12) + day.Month - Start.Month;

    /// <summary>The first instant of a month.</summary>
    /// <param name="month">The month, counted from 0.</param>
    public DateTime MonthStart(int month) => Start.AddMonths(month);

    /// <summary>The first day of a month.</summary>
    /// <param name="month">The month, counted from 0.</param>
    public DateOnly FirstDayOf(int month) => DateOnly.FromDateTime(MonthStart(month));

    /// <summary>The last day of a month.</summary>
    /// <param name="month">The month, counted from 0.</param>
    public DateOnly LastDayOf(int month) => FirstDayOf(month + 1).AddDays(-1);

    /// <summary>A month as file names have it, for example <c>2024-03</c>.</summary>
    /// <param name="month">The month, counted from 0.</param>
    public string NameOf(int month) => MonthStart(month).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>A moment in the working hours of a day, or of the next working day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="chance">Draws the moment.</param>
    public static DateTime AtWork(DateOnly day, RandomStream chance)
    {
        DateOnly working = day;
        while (working.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            working = working.AddDays(1);
        }

        return working.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddSeconds(chance.NextInt(8 * 3600, (18 * 3600) - 1));
    }

    /// <summary>A moment of a day, night included.</summary>
    /// <param name="day">The day.</param>
    /// <param name="chance">Draws the moment.</param>
    public static DateTime AnyTime(DateOnly day, RandomStream chance) =>
        day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddMilliseconds(chance.NextInt(5 * 3600 * 1000, 23 * 3600 * 1000));
}
