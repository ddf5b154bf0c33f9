using System.Globalization;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Expressions;

/// <summary>Days and instants as texts. An instant without a zone is in UTC, the zone of all our sessions.</summary>
internal static class TimeLiteral
{
    private static readonly string[] WallClock =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFF",
    ];

    /// <summary>Reads a text as a value of a type that tells of time; null where it is not written plainly.</summary>
    internal static TypedSql? TryRead(string text, PrimitiveKind kind, int at) =>
        kind switch
        {
            PrimitiveKind.Date => Day(text, at),
            PrimitiveKind.TimestampNtz => Wall(text, kind, at),
            PrimitiveKind.Timestamp => Wall(text, kind, at) ?? Instant(text, at),
            _ => null,
        };

    private static TypedSql? Day(string text, int at) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly _)
            ? new TypedSql($"cast('{text}' as DATE)", new PrimitiveType(PrimitiveKind.Date), at)
            : null;

    private static TypedSql? Wall(string text, PrimitiveKind kind, int at) =>
        DateTime.TryParseExact(text, WallClock, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            ? Sql(time, kind, at)
            : null;

    private static TypedSql? Instant(string text, int at)
    {
        string zoned =
            text.EndsWith('Z') ? text[..^1] + "+00:00"
            : text.EndsWith(" UTC", StringComparison.Ordinal) ? text[..^4] + "+00:00"
            : text;
        string[] formats = [.. WallClock.Select(format => format + "zzz")];
        return DateTimeOffset.TryParseExact(
            zoned,
            formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out DateTimeOffset instant
        )
            ? Sql(instant.UtcDateTime, PrimitiveKind.Timestamp, at)
            : null;
    }

    private static TypedSql Sql(DateTime time, PrimitiveKind kind, int at) =>
        new($"cast('{time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}' as TIMESTAMP)", new PrimitiveType(kind), at);
}
