using System.Globalization;

namespace Lakehouse.Delta.Features;

/// <summary>
/// Durations as table properties write them: <c>interval 1 week</c>, <c>interval 2 days 12 hours</c>.
/// </summary>
internal static class Interval
{
    /// <summary>Reads a duration.</summary>
    /// <returns>The duration, or null for a text that is none or that has months or years, whose length is not
    /// fixed.</returns>
    internal static TimeSpan? TryParse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int start =
            words.Length > 0 && string.Equals(words[0], "interval", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        if (words.Length == start || (words.Length - start) % 2 != 0)
        {
            return null;
        }

        TimeSpan sum = TimeSpan.Zero;
        for (int at = start; at < words.Length; at += 2)
        {
            // The bound keeps every unit within what a TimeSpan holds.
            if (
                !int.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                || count > 1_000_000
                || Unit(words[at + 1]) is not { } unit
            )
            {
                return null;
            }

            sum += unit * count;
        }

        return sum;
    }

    private static TimeSpan? Unit(string name) =>
        name.ToUpperInvariant().TrimEnd('S') switch
        {
            "WEEK" => TimeSpan.FromDays(7),
            "DAY" => TimeSpan.FromDays(1),
            "HOUR" => TimeSpan.FromHours(1),
            "MINUTE" => TimeSpan.FromMinutes(1),
            "SECOND" => TimeSpan.FromSeconds(1),
            "MILLISECOND" => TimeSpan.FromMilliseconds(1),
            _ => null,
        };
}
