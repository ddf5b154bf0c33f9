using System.Numerics;
using System.Text.Json;
using Lakehouse.Cli.Output;

namespace Lakehouse.Cli.Tests.Output;

public sealed class JsonRowsTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "null" },
        { "a \"quoted\"\nüñ株", "\"a \\\"quoted\\\"\\nüñ株\"" },
        { false, "false" },
        { long.MaxValue, "9223372036854775807" },
        { BigInteger.Pow(2, 100), "1267650600228229401496703205376" },
        { 12.30m, "\"12.30\"" },
        { 0.1, "0.1" },
        { double.PositiveInfinity, "\"Infinity\"" },
        { new DateOnly(2026, 1, 31), "\"2026-01-31\"" },
        { new DateTime(2026, 1, 31, 2, 0, 0, DateTimeKind.Utc), "\"2026-01-31T02:00:00Z\"" },
        { new DateTime(2026, 1, 31, 2, 0, 0, DateTimeKind.Utc).AddMilliseconds(250), "\"2026-01-31T02:00:00.25Z\"" },
        { new byte[] { 1, 2, 3 }, "\"AQID\"" },
        { new List<object?> { 1.50m, null }, "[\"1.50\",null]" },
        { new Dictionary<string, object?> { ["a"] = new DateOnly(2026, 1, 1) }, "{\"a\":\"2026-01-01\"}" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_keeps_all_its_digits(object? value, string expected)
    {
        string line = JsonRows.Line(["v"], [value]);

        Assert.Equal($"{{\"v\":{expected}}}", line);
        using JsonDocument document = JsonDocument.Parse(line);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Fact]
    public void Columns_of_one_name_are_told_apart() =>
        Assert.Equal(["n", "n_1", "n_1_1", "n_2"], JsonRows.Unique(["n", "n", "n_1", "n"]));
}
