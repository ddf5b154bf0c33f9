using System.Globalization;
using Lakehouse.Sample.Extracts;
using Lakehouse.Testing;

namespace Lakehouse.Sample.Tests.Extracts;

public sealed class TrackedRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SampleCalendar _calendar = new(new SampleOptions { Months = 4 });
    private readonly ExtractSink _sink;

    public TrackedRecordTests() => _sink = new ExtractSink(_calendar, _folder.At("spool"));

    public void Dispose()
    {
        _sink.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_record_is_delivered_whole_at_the_end_of_each_month_in_which_it_changed()
    {
        TrackedRecord user = New("2024-09-10");
        user.Change(At("2024-11-20"), "Title", "third");
        user.Change(At("2024-09-12"), "Title", "second");
        user.Change(At("2024-11-02"), "IsActive", "false");
        user.Deliver(_calendar, _sink);

        Assert.Equal(["second true 2024-09-12T00:00:00.000Z"], Rows(0));
        Assert.Empty(Rows(1));
        Assert.Equal(["third false 2024-11-20T00:00:00.000Z"], Rows(2));
        Assert.Empty(Rows(3));
    }

    [Fact]
    public void What_happens_after_the_sample_is_not_delivered()
    {
        TrackedRecord user = New("2024-12-10");
        user.Change(At("2025-01-01"), "Title", "later");
        user.Deliver(_calendar, _sink);

        Assert.Equal(["first true 2024-12-10T00:00:00.000Z"], Rows(3));
    }

    [Fact]
    public void A_change_before_the_record_exists_counts_from_its_beginning()
    {
        TrackedRecord user = New("2024-10-10");
        user.Change(At("2024-09-01"), "Title", "early");
        user.Deliver(_calendar, _sink);

        Assert.Empty(Rows(0));
        Assert.Equal(["early true 2024-10-10T00:00:00.000Z"], Rows(1));
    }

    [Fact]
    public void Dropped_changes_never_happened()
    {
        TrackedRecord user = New("2024-09-10");
        user.Change(At("2024-09-20"), "Title", "kept");
        user.Change(At("2024-09-21"), "Title", "dropped");
        user.DropChangesAfter(At("2024-09-20"));

        Assert.Equal("kept", user.At("Title", At("2024-12-01")));
        Assert.Equal("first", user.At("Title", At("2024-09-19")));
    }

    private static DateTime At(string day) =>
        DateTime.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static TrackedRecord New(string day) =>
        new TrackedRecord(SalesforceLayouts.User, At(day)).With(("Id", "005"), ("Title", "first"), ("IsActive", "true"));

    private IEnumerable<string> Rows(int month)
    {
        ExtractLayout layout = SalesforceLayouts.User;
        return [.. _sink.Take(layout, month).Select(row =>
            $"{row.Fields[layout["Title"]]} {row.Fields[layout["IsActive"]]} {row.Fields[layout["SystemModstamp"]]}")];
    }
}
