using System.Globalization;

namespace Lakehouse.Sample.Extracts;

/// <summary>How values are spelled in the extracts.</summary>
internal static class FieldText
{
    /// <summary>An instant, for example <c>2024-03-05T10:11:12.000Z</c>.</summary>
    /// <param name="instant">UTC.</param>
    public static string Of(DateTime instant) =>
        instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A day, for example <c>2024-03-05</c>.</summary>
    /// <param name="day">The day.</param>
    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A number with the decimals that it has.</summary>
    /// <param name="number">The number.</param>
    public static string Of(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    /// <param name="number">The number.</param>
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A truth value, <c>true</c> or <c>false</c>.</summary>
    /// <param name="value">The value.</param>
    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>A probability or rate with six decimals.</summary>
    /// <param name="rate">The rate.</param>
    public static string OfRate(double rate) => Math.Round(rate, 6).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Cents as money with two decimals.</summary>
    /// <param name="amount">The amount.</param>
    public static decimal Money(double amount) => decimal.Round((decimal)amount, 2, MidpointRounding.AwayFromZero) + 0.00m;
}
