using Lakehouse.Scheduler.Calendar;
using static Lakehouse.Scheduler.Tests.Instants;

namespace Lakehouse.Scheduler.Tests.Calendar;

public sealed class FireTimesTests
{
    [Theory]
    [InlineData("0 2 * * *", "UTC", "2026-01-31T02:00:00Z", "2026-02-01T02:00:00Z")]
    [InlineData("0 2 * * *", "UTC", "2026-01-31T01:59:59Z", "2026-01-31T02:00:00Z")]
    [InlineData("30 6 * * 1-5", "Europe/Berlin", "2026-01-30T12:00:00Z", "2026-02-02T05:30:00Z")]
    [InlineData("0 0 * * 0", "UTC", "2026-01-30T12:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("0 0 * * 7", "UTC", "2026-01-30T12:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("0 0 2 ? * 1", "UTC", "2026-01-30T12:00:00Z", "2026-02-01T02:00:00Z")]
    [InlineData("0 0 2 L * ?", "UTC", "2026-02-01T12:00:00Z", "2026-02-28T02:00:00Z")]
    [InlineData("15 10 * * *", "Asia/Kolkata", "2026-01-31T00:00:00Z", "2026-01-31T04:45:00Z")]
    [InlineData("0 0 2 1 1 ? 2030", "UTC", "2031-01-01T00:00:00Z", "none")]
    public void An_expression_is_read_in_its_zone(string cron, string zone, string after, string expected) =>
        Assert.Equal(expected, Text(Of(cron, zone).After(Utc(after))));

    // The gap: 2026-03-29 in Berlin 02:00 becomes 03:00; 2026-03-08 in New York 02:00 becomes 03:00; 2026-10-04 on Lord Howe
    // 02:00 becomes 02:30. The overlap: 2026-10-25 in Berlin 03:00 becomes 02:00; 2026-11-01 in New York 02:00 becomes 01:00.
    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z", "2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z")]
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00:00Z", "2026-10-03T15:30:00Z", "2026-10-04T15:15:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z")]
    public void A_local_time_in_the_gap_fires_right_after_it_and_one_that_comes_twice_fires_once(
        string cron, string zone, string after, string first, string second)
    {
        FireTimes times = Of(cron, zone);

        Assert.Equal([first, second], times.Between(Utc(after), Utc(after).AddHours(48)).Take(2).Select(fire => Text(fire)));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("America/Havana")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Cairo")]
    [InlineData("UTC")]
    public void A_nightly_schedule_fires_on_every_day_of_the_year_exactly_once(string zone)
    {
        foreach (string cron in new[] { "0 0 * * *", "30 0 * * *", "30 1 * * *", "0 2 * * *", "30 2 * * *", "0 3 * * *" })
        {
            FireTimes times = Of(cron, zone);
            TimeZoneInfo place = times.TimeZone;
            List<DateOnly> days = [.. times.Between(Utc("2026-01-01T12:00:00Z"), Utc("2027-01-01T12:00:00Z"))
                .Select(fire => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(fire, place).DateTime))];

            Assert.Equal(365, days.Count);
            Assert.Equal(days.Distinct(), days);
        }
    }

    [Fact]
    public void An_hourly_schedule_skips_no_hour_when_the_clock_is_turned()
    {
        FireTimes times = Of("0 * * * *", "Europe/Berlin");

        Assert.Equal(48, times.Between(Utc("2026-03-28T12:00:00Z"), Utc("2026-03-30T12:00:00Z")).Count());
        Assert.Equal(48, times.Between(Utc("2026-10-24T12:00:00Z"), Utc("2026-10-26T12:00:00Z")).Count());
    }

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("0 * * * *")]
    [InlineData("0 2 * * *")]
    [InlineData("0 2 1 * *")]
    [InlineData("0 2 29 2 *")]
    public void The_latest_fire_of_an_interval_is_the_last_of_all(string cron)
    {
        FireTimes times = Of(cron, "Europe/Berlin");
        foreach (int hours in new[] { 0, 1, 5, 30, 24 * 40 })
        {
            DateTimeOffset until = Utc("2026-03-29T10:17:33Z");
            DateTimeOffset after = until.AddHours(-hours);

            Assert.Equal(
                Text(times.Between(after, until).Cast<DateTimeOffset?>().LastOrDefault()),
                Text(times.LatestBetween(after, until)));
        }
    }

    // Havana and Cairo turn their clocks at midnight; the day then begins at one o'clock.
    [Theory]
    [InlineData("UTC", "2026-05-05T13:00:00Z", "2026-05-05T00:00:00Z")]
    [InlineData("Europe/Berlin", "2026-05-05T23:00:00Z", "2026-05-05T22:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T10:00:00Z", "2026-03-28T23:00:00Z")]
    [InlineData("America/Havana", "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z")]
    [InlineData("America/Havana", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z")]
    [InlineData("Africa/Cairo", "2026-04-24T12:00:00Z", "2026-04-23T22:00:00Z")]
    public void The_start_of_a_day_is_its_first_instant(string zone, string instant, string expected) =>
        Assert.Equal(expected, Text(Of("0 2 * * *", zone).StartOfDay(Utc(instant))));

    [Theory]
    [InlineData("0 25 * * *")]
    [InlineData("every night")]
    [InlineData("0 2 * *")]
    [InlineData("")]
    public void Text_that_is_no_expression_is_refused_with_its_place(string cron)
    {
        ScheduleException fault = Assert.Throws<ScheduleException>(() => Of(cron, "UTC"));

        Assert.Equal("LH7102", fault.Code);
        Assert.StartsWith($"LH7102: found the cron expression '{cron}' at a.yml:3, expected five fields", fault.Message, StringComparison.Ordinal);
    }

    private static FireTimes Of(string cron, string zone) => FireTimes.Parse(cron, TimeZoneInfo.FindSystemTimeZoneById(zone), "a.yml:3");
}
