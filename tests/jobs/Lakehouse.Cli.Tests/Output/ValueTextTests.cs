using System.Numerics;
using Lakehouse.Cli.Output;

namespace Lakehouse.Cli.Tests.Output;

public sealed class ValueTextTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "null" },
        { string.Empty, string.Empty },
        { "plain", "plain" },
        { "two\nlines\tand\r", "two\\nlines\\tand\\r" },
        { "\u001b[31mred\u0007", "\\u001b[31mred\\u0007" },
        { "turned \u202e around", "turned \\u202e around" },
        { true, "true" },
        { 12.30m, "12.30" },
        { -0.000000001m, "-0.000000001" },
        { 0.1, "0.1" },
        { double.NaN, "NaN" },
        { 1e300, "1E+300" },
        { BigInteger.Parse("170141183460469231731687303715884105727", System.Globalization.CultureInfo.InvariantCulture), "170141183460469231731687303715884105727" },
        { new DateOnly(2026, 1, 31), "2026-01-31" },
        { new DateTime(2026, 1, 31, 2, 0, 0, DateTimeKind.Utc), "2026-01-31 02:00:00" },
        { new DateTime(2026, 1, 31, 2, 0, 0, DateTimeKind.Utc).AddMicroseconds(1), "2026-01-31 02:00:00.000001" },
        { new byte[] { 0, 255 }, "0x00ff" },
        { new List<object?> { 1L, null, "a" }, "[1, null, a]" },
        { new Dictionary<string, object?> { ["a"] = 1.50m, ["b"] = null }, "{a: 1.50, b: null}" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_one_line_that_steers_no_terminal(object? value, string expected) =>
        Assert.Equal(expected, ValueText.Of(value));
}
