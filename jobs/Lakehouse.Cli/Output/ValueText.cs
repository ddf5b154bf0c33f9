using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Lakehouse.Cli.Output;

/// <summary>Writes a value for a reader at a terminal: one line, no control characters, ISO 8601.</summary>
internal static class ValueText
{
    /// <summary>What stands for a null, told from the empty text.</summary>
    internal const string Null = "null";

    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Writes a value.</summary>
    /// <param name="value">A value of a result's row, or null.</param>
    /// <returns>The text.</returns>
    internal static string Of(object? value) => value switch
    {
        null => Null,
        string text => OneLine(text),
        bool truth => truth ? "true" : "false",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly date => date.ToString(DateFormat, CultureInfo.InvariantCulture),
        DateTime instant => Instant(instant, ' '),
        DateTimeOffset instant => Instant(instant.UtcDateTime, ' '),
        byte[] bytes => "0x" + Convert.ToHexStringLower(bytes),
        IDictionary fields => Record(fields),
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Of)) + "]",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => OneLine(value.ToString() ?? string.Empty),
    };

    /// <summary>Writes an instant with as many decimals of a second as it has, at most six.</summary>
    /// <param name="instant">The instant, UTC.</param>
    /// <param name="separator">What stands between date and time.</param>
    /// <returns>The text without a zone.</returns>
    internal static string Instant(DateTime instant, char separator)
    {
        string seconds = instant.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.');
        return $"{instant.ToString(DateFormat, CultureInfo.InvariantCulture)}{separator}{seconds}";
    }

    /// <summary>Replaces what would break a line or steer a terminal by its escape.</summary>
    /// <param name="text">Any text, for example from a file that nobody checked.</param>
    /// <returns>The text in one line.</returns>
    internal static string OneLine(string text)
    {
        if (!text.Any(IsUnprintable))
        {
            return text;
        }

        StringBuilder clean = new(text.Length + 8);
        foreach (char character in text)
        {
            _ = character switch
            {
                '\n' => clean.Append("\\n"),
                '\r' => clean.Append("\\r"),
                '\t' => clean.Append("\\t"),
                _ when IsUnprintable(character) => clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => clean.Append(character),
            };
        }

        return clean.ToString();
    }

    // Controls, line and paragraph separators, and the marks that turn the writing direction around.
    private static bool IsUnprintable(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static string Record(IDictionary fields)
    {
        List<string> parts = [];
        foreach (DictionaryEntry field in fields)
        {
            parts.Add($"{OneLine(Convert.ToString(field.Key, CultureInfo.InvariantCulture) ?? Null)}: {Of(field.Value)}");
        }

        return "{" + string.Join(", ", parts) + "}";
    }
}
