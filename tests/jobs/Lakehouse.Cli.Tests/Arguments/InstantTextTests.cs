using System.Globalization;
using Lakehouse.Cli.Arguments;

namespace Lakehouse.Cli.Tests.Arguments;

public sealed class InstantTextTests
{
    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00.0000000+00:00")]
    [InlineData("2026-01-31T02:00", "2026-01-31T02:00:00.0000000+00:00")]
    [InlineData("2026-01-31 02:00:05", "2026-01-31T02:00:05.0000000+00:00")]
    [InlineData("2026-01-31T02:00:05Z", "2026-01-31T02:00:05.0000000+00:00")]
    [InlineData("2026-01-31T02:00:05.123456Z", "2026-01-31T02:00:05.1234560+00:00")]
    [InlineData("2026-01-31T02:00:05+02:00", "2026-01-31T00:00:05.0000000+00:00")]
    public void A_day_or_a_time_is_an_instant_in_utc(string text, string expected) =>
        Assert.Equal(expected, InstantText.Parse(text, "--as-of").ToString("o", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("31.01.2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-01-31T25:00")]
    [InlineData("")]
    public void Anything_else_is_refused(string text)
    {
        CliException fault = Assert.Throws<CliException>(() => InstantText.Parse(text, "--as-of"));

        Assert.Equal(
            $"LH9003: found '{text}' for --as-of, expected a day such as 2026-01-31 or an instant such as 2026-01-31T02:00:00Z. "
            + "A time without a zone is UTC.",
            fault.Message);
        Assert.True(fault.IsWrongUse);
    }
}
