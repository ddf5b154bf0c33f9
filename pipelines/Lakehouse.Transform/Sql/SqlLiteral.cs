using System.Globalization;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Transform.Sql;

/// <summary>Writes names and values as both engines read them.</summary>
internal static class SqlLiteral
{
    /// <summary>Writes a value of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="text">The value as text; null for NULL.</param>
    /// <returns>The literal, or null where the text is no value of the type.</returns>
    internal static string? TryOf(DataType type, string? text) => text is null
        ? $"cast(null as {type.ToSql()})"
        : TypedText.TryRead(type, text) switch
        {
            null => null,
            string quoted => Quoted(quoted),
            true => "true",
            false => "false",
            DateOnly day => $"(date '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}')",
            DateTime instant => $"(timestamp '{InstantText(instant)}')",
            double number => $"cast('{number.ToString("R", CultureInfo.InvariantCulture)}' as {type.ToSql()})",
            IFormattable number => $"cast('{number.ToString(null, CultureInfo.InvariantCulture)}' as {type.ToSql()})",
            _ => null,
        };

    /// <summary>A text in single quotes.</summary>
    internal static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A name in double quotes.</summary>
    internal static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Names in double quotes, with commas between.</summary>
    internal static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    /// <summary>An instant as both engines write it, UTC, with microseconds only where there are any.</summary>
    internal static string InstantText(DateTimeOffset instant) => InstantText(instant.UtcDateTime);

    private static string InstantText(DateTime instant) => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
}
