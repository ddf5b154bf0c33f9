using System.Globalization;

namespace Lakehouse.Cli.Arguments;

/// <summary>Reads an instant as people write it: a day, or a time with or without a zone.</summary>
internal static class InstantText
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'",
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>Reads an instant. A day is its first moment; without a zone the time is UTC.</summary>
    /// <param name="text">The text; a blank may stand for the T.</param>
    /// <param name="option">The option that it was given for, for the error.</param>
    /// <returns>The instant, UTC.</returns>
    /// <exception cref="CliException"><c>LH9003</c>: the text is none of these.</exception>
    internal static DateTimeOffset Parse(string text, string option)
    {
        string iso = text.Trim().Replace(' ', 'T');
        return DateTimeOffset.TryParseExact(
            iso, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant)
            ? instant
            : throw new CliException(
                "LH9003",
                $"found '{text}' for {option}, expected a day such as 2026-01-31 or an instant such as 2026-01-31T02:00:00Z.",
                "A time without a zone is UTC.");
    }
}
