using System.Globalization;

namespace Lakehouse.Matching.Text;

/// <summary>Writes names and values as the engine reads them.</summary>
internal static class Sql
{
    /// <summary>A name in double quotes.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The quoted name.</returns>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text in single quotes.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The literal.</returns>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A number that reads back as itself, as a DOUBLE.</summary>
    /// <param name="number">A finite number.</param>
    /// <returns>The literal.</returns>
    public static string Number(double number) => $"{number.ToString("E17", CultureInfo.InvariantCulture)}::double";

    /// <summary>A whole number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The literal.</returns>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Parts with commas between.</summary>
    /// <param name="parts">The parts.</param>
    /// <returns>The list.</returns>
    public static string List(IEnumerable<string> parts) => string.Join(", ", parts);
}
