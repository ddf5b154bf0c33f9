using Quartz;

namespace Lakehouse.Scheduler.Calendar;

/// <summary>When a schedule fires: a cron expression read in a time zone.</summary>
/// <remarks>
/// A local time that the clock skips in spring fires at the first instant after the gap; one that the clock shows twice
/// in autumn fires once, unless the expression fires every hour or oftener. Immutable; safe to share between threads.
/// </remarks>
public sealed class FireTimes
{
    private const int UnixFields = 5;

    private readonly CronExpression _expression;

    private FireTimes(string text, CronExpression expression, TimeZoneInfo timeZone)
    {
        Text = text;
        TimeZone = timeZone;
        _expression = expression;
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>The zone that it is read in.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>The expression as Quartz keeps it.</summary>
    internal CronExpression Expression => _expression;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">
    /// Five fields are crontab's (minute, hour, day, month, weekday with 0 and 7 for Sunday); six or seven are Quartz's
    /// (seconds first, weekday 1 for Sunday, a year at the end).
    /// </param>
    /// <param name="timeZone">The zone.</param>
    /// <param name="where">The file and line, for the error.</param>
    /// <returns>The fire times.</returns>
    /// <exception cref="ScheduleException"><c>LH7102</c>: the text is no such expression.</exception>
    public static FireTimes Parse(string text, TimeZoneInfo timeZone, string where)
    {
        int fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        CronFormat format = fields == UnixFields ? CronFormat.Unix : CronFormat.Quartz;
        try
        {
            return new FireTimes(text, CronExpression.Parse(text, format).WithTimeZone(timeZone), timeZone);
        }
        catch (FormatException fault)
        {
            throw new ScheduleException(
                "LH7102",
                $"found the cron expression '{text}' at {where}, expected five fields as in crontab or six to seven as in Quartz: {fault.Message.TrimEnd('.')}.",
                "Write for example '0 2 * * *' for two o'clock every night.",
                fault);
        }
    }

    /// <summary>The first fire after an instant.</summary>
    /// <param name="instant">The instant, itself not meant.</param>
    /// <returns>The fire, UTC, or null when there is none any more.</returns>
    public DateTimeOffset? After(DateTimeOffset instant) => _expression.GetNextValidTimeAfter(instant)?.ToUniversalTime();

    /// <summary>The fires in an interval.</summary>
    /// <param name="after">Its start, exclusive.</param>
    /// <param name="until">Its end, inclusive.</param>
    /// <returns>The fires in order, UTC.</returns>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until)
    {
        for (DateTimeOffset? fire = After(after); fire is { } instant && instant <= until; fire = After(instant))
        {
            yield return instant;
        }
    }

    /// <summary>The latest fire of an interval, found without visiting the others when there are many.</summary>
    /// <param name="after">The interval's start, exclusive.</param>
    /// <param name="until">The interval's end, inclusive.</param>
    /// <returns>The fire, UTC, or null when the interval has none.</returns>
    public DateTimeOffset? LatestBetween(DateTimeOffset after, DateTimeOffset until)
    {
        if (After(after) is not { } first || first > until)
        {
            return null;
        }

        // Looks back over ever longer times, so that a year away costs a schedule of every minute no half million steps.
        for (TimeSpan back = TimeSpan.FromMinutes(2); until - back > after; back *= 4)
        {
            if (Between(until - back, until).Cast<DateTimeOffset?>().LastOrDefault() is { } latest)
            {
                return latest;
            }
        }

        return Between(after, until).Last();
    }

    /// <summary>The first instant of a calendar day in the schedule's zone.</summary>
    /// <param name="instant">Any instant of the day.</param>
    /// <returns>The day's first instant, UTC.</returns>
    public DateTimeOffset StartOfDay(DateTimeOffset instant)
    {
        DateTime local = TimeZoneInfo.ConvertTime(instant, TimeZone).Date;
        while (TimeZone.IsInvalidTime(local))
        {
            // Some zones turn the clock at midnight: the day then begins at one o'clock.
            local = local.AddMinutes(1);
        }

        // Of two instants with the same local time the earlier one has the greater offset.
        TimeSpan offset = TimeZone.IsAmbiguousTime(local) ? TimeZone.GetAmbiguousTimeOffsets(local).Max() : TimeZone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
