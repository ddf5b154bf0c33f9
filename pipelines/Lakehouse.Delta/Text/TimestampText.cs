using System.Globalization;

namespace Lakehouse.Delta.Text;

/// <summary>Dates and times as partition values and statistics hold them.</summary>
internal static class TimestampText
{
    private const long TicksPerMillisecond = TimeSpan.TicksPerMillisecond;

    private static readonly string[] Forms =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-ddTHH:mm",
        "yyyy-MM-dd",
    ];

    private static readonly string[] ZonedForms =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFzz",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFzz",
    ];

    /// <summary>Reads a wall-clock time without a zone.</summary>
    internal static bool TryReadLocal(string text, out DateTime value) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    /// <summary>Reads an instant; a text without a zone is taken as UTC.</summary>
    internal static bool TryReadInstant(string text, out DateTime utc)
    {
        if (TryReadLocal(text, out utc))
        {
            utc = DateTime.SpecifyKind(utc, DateTimeKind.Utc);
            return true;
        }

        bool known = DateTimeOffset.TryParseExact(
            text,
            ZonedForms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset instant
        );
        utc = instant.UtcDateTime;
        return known;
    }

    /// <summary>Reads a calendar day.</summary>
    internal static bool TryReadDate(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    /// <summary>Writes a calendar day.</summary>
    internal static string Write(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Writes an instant for a partition value: <c>2024-06-15T19:30:45.000000Z</c>.</summary>
    internal static string WriteInstant(DateTime utc) =>
        utc.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    /// <summary>
    /// Writes a wall-clock time for a partition value: <c>2024-06-15 19:30:45</c> with micros where there are any.
    /// </summary>
    internal static string WriteLocal(DateTime value) =>
        value.ToString(
            value.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond
                ? "yyyy-MM-dd HH:mm:ss"
                : "yyyy-MM-dd HH:mm:ss.ffffff",
            CultureInfo.InvariantCulture
        );

    /// <summary>The millisecond at or before a time.</summary>
    internal static DateTime FloorToMillisecond(DateTime value) =>
        new(value.Ticks - (value.Ticks % TicksPerMillisecond), value.Kind);

    /// <summary>The millisecond at or after a time, or null where there is none before the year 10000.</summary>
    internal static DateTime? CeilingToMillisecond(DateTime value)
    {
        DateTime floor = FloorToMillisecond(value);
        if (floor == value)
        {
            return floor;
        }

        return floor.Ticks > DateTime.MaxValue.Ticks - TicksPerMillisecond ? null : floor.AddMilliseconds(1);
    }

    /// <summary>Writes a time for statistics: ISO with milliseconds, with <c>Z</c> for an instant.</summary>
    internal static string WriteMilliseconds(DateTime value, bool isInstant) =>
        value.ToString(
            isInstant ? "yyyy-MM-ddTHH:mm:ss.fffZ" : "yyyy-MM-ddTHH:mm:ss.fff",
            CultureInfo.InvariantCulture
        );
}
