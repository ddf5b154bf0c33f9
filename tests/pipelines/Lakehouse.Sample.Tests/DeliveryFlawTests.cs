using System.Globalization;
using Lakehouse.Sample.Tests.Reading;

namespace Lakehouse.Sample.Tests;

[Collection(DefaultSample.Name)]
public sealed class DeliveryFlawTests(Reading.Sample sample)
{
    [Fact]
    public void Files_sent_twice_are_equal_byte_for_byte_and_corrected_ones_in_all_but_the_told_rows()
    {
        IReadOnlyList<DeliveredRow> told = sample.Truth("redelivered_files");

        Assert.Contains(told, row => row["is_identical"] == "true");
        Assert.Contains(told, row => row["is_identical"] == "false");
        foreach (DeliveredRow row in told)
        {
            byte[] again = File.ReadAllBytes(Path.Combine(sample.Folder, row["file"]!));
            byte[] before = File.ReadAllBytes(Path.Combine(sample.Folder, row["of_file"]!));
            DeliveredFile first = sample.Files.Single(file => file.Path == row["of_file"]);
            DeliveredFile second = sample.Files.Single(file => file.Path == row["file"]);
            int changed = first.Rows.Zip(second.Rows).Count(pair => !pair.First.Values.SequenceEqual(pair.Second.Values));

            Assert.Equal(row["is_identical"] == "true", again.AsSpan().SequenceEqual(before));
            Assert.Equal(row["changed_rows"], changed.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Late_rows_are_in_the_file_of_the_next_month_and_in_no_other()
    {
        IReadOnlyList<DeliveredRow> late = sample.Truth("late_rows");
        ILookup<string, string> places = late.Select(row => row["entity"]!).Distinct()
            .SelectMany(sample.FilesOf)
            .Where(file => !file.Path.Contains("resent", StringComparison.Ordinal))
            .SelectMany(file => file.Rows.Where(row => row.Problem is null).Select(row => (row, file)))
            .ToLookup(pair => $"{pair.row["Id"]} {pair.row[pair.file.Contract.Cursor]}", pair => pair.file.Path, StringComparer.Ordinal);

        Assert.True(late.Count > 20);
        Assert.All(late, row => Assert.Equal([row["delivered_in"]!], places[$"{row["id"]} {row["cursor"]}"]));
    }

    [Fact]
    public void A_month_comes_after_all_others_under_a_later_name()
    {
        DeliveredRow late = Assert.Single(sample.Truth("late_files"));
        DeliveredFile file = sample.Files.Single(each => each.Path == late["file"]);

        Assert.All(file.Rows.Where(row => row.Problem is null), row => Assert.StartsWith(late["holds_month"]!, row["SystemModstamp"]!));
        Assert.DoesNotContain(sample.Files, each => each.Path == $"salesforce/Contact_{late["holds_month"]}.csv");
    }

    [Fact]
    public void Some_files_come_from_windows_and_some_in_no_order()
    {
        int windows = sample.Files.Count(file =>
            File.ReadAllBytes(Path.Combine(sample.Folder, file.Path)).AsSpan().StartsWith("\uFEFF"u8));
        int unordered = sample.Files.Count(file => file.Path.StartsWith("salesforce/Task", StringComparison.Ordinal) && !IsOrdered(file));

        Assert.Equal(sample.Report.PlantedFlaws["file_with_mark_and_crlf"], windows);
        Assert.InRange(unordered, 1, 5);
    }

    [Fact]
    public void Values_hold_quotes_line_ends_blanks_and_letters_of_many_languages()
    {
        string?[] values =
        [
            .. sample.Files.Where(file => file.Contract.Folder == "salesforce")
                .SelectMany(file => file.Rows).SelectMany(row => row.Values.Values),
        ];

        Assert.Contains(values, value => value?.Contains('"', StringComparison.Ordinal) == true);
        Assert.Contains(values, value => value?.Contains('\n', StringComparison.Ordinal) == true);
        Assert.Contains(values, value => value?.StartsWith(' ') == true);
        Assert.Contains(values, value => value?.Contains('\u00A0', StringComparison.Ordinal) == true);
        Assert.Contains(values, value => value?.Contains("日本", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Scanners_click_all_links_of_a_mail_within_two_seconds()
    {
        IReadOnlyDictionary<string, DeliveredRow> events = sample.Newest("hubspot.email_event");
        IGrouping<string, DeliveredRow>[] scans =
        [
            .. sample.Truth("bot_clicks").Select(row => events[row["email_event_id"]!])
                .GroupBy(row => $"{row["recipient"]} {row["email_campaign_id"]}", StringComparer.Ordinal),
        ];

        Assert.True(scans.Length > 50);
        Assert.All(scans, scan =>
        {
            DateTime[] clicks = [.. scan.Select(row => Reading.Sample.Instant(row["created"]!)).Order()];
            Assert.Equal(4, scan.Select(row => row["url"]).Distinct().Count());
            Assert.True(clicks[^1] - clicks[0] <= TimeSpan.FromSeconds(2));
            Assert.All(scan, row => Assert.Equal("CLICK", row["type"]));
        });
    }

    [Fact]
    public void A_damaged_row_claims_to_be_a_second_older_than_its_undamaged_original()
    {
        // Replaying repaired rows must change nothing, or the truth would depend on who repairs them.
        DeliveredRow[] damaged =
        [
            .. sample.Truth("malformed_rows").Where(row => row["reason"] is "BadDate" or "TextInNumber" or "TooManyColumns"
                && row["file"]!.StartsWith("salesforce/", StringComparison.Ordinal)),
        ];

        Assert.NotEmpty(damaged);
        Assert.All(damaged, told =>
        {
            DeliveredFile file = sample.Files.Single(each => each.Path == told["file"]);
            string line = File.ReadAllText(Path.Combine(sample.Folder, file.Path))
                .Split('\n')[int.Parse(told["line"]!, CultureInfo.InvariantCulture) - 1];
            string id = line[..line.IndexOf(',', StringComparison.Ordinal)];

            IEnumerable<string> aSecondBefore = file.Rows.Where(row => row["Id"] == id)
                .Select(row => Reading.Sample.Instant(row[file.Contract.Cursor]!).AddSeconds(-1))
                .Select(instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));

            Assert.Contains(aSecondBefore, cursor => line.Contains(cursor, StringComparison.Ordinal));
        });
    }

    private static bool IsOrdered(DeliveredFile file)
    {
        string[] cursors = [.. file.Rows.Where(row => row.Problem is null).Select(row => row[file.Contract.Cursor]!)];
        return cursors.SequenceEqual(cursors.Order(StringComparer.Ordinal));
    }
}
