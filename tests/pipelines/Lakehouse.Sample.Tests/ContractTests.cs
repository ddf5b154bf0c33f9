using Lakehouse.Sample.Tests.Reading;

namespace Lakehouse.Sample.Tests;

[Collection(DefaultSample.Name)]
public sealed class ContractTests(Reading.Sample sample)
{
    [Fact]
    public void Every_contract_has_files_and_every_file_has_a_contract()
    {
        Assert.Equal(Contract.All.Select(each => each.Entity).Order(), sample.Report.RowsByEntity.Keys.Order());
        Assert.All(sample.Files, file => Assert.True(file.Contract.Covers(Path.GetFileName(file.Path)), file.Path));
        Assert.All(
            sample.Files,
            file => Assert.Single(
                Contract.All,
                each => each.Folder == Path.GetDirectoryName(file.Path) && each.Covers(Path.GetFileName(file.Path))));
    }

    [Fact]
    public void Headers_are_the_contracts_columns_in_order_and_new_columns_come_behind()
    {
        Assert.All(sample.Files, file => Assert.Equal(
            file.Contract.Columns.Select(column => column.Name),
            file.Header.Take(file.Contract.Columns.Count)));
        string[] more = [.. sample.Files.SelectMany(file => file.Header.Skip(file.Contract.Columns.Count)).Distinct()];

        Assert.Equal(["GDPR_Consent__c"], more);
        Assert.Contains(sample.FilesOf("hubspot.form_submission"), file => file.Rows.Any(row => row["gclid"] is not null));
    }

    [Fact]
    public void The_rows_that_cannot_be_read_are_exactly_those_that_the_truth_names_by_file_and_line()
    {
        IEnumerable<string> found = sample.Files.SelectMany(
            file => file.Rows.Where(row => row.Problem is not null).Select(row => $"{file.Path}:{row.Line}"));
        IEnumerable<string> planted = sample.Truth("malformed_rows").Select(row => $"{row["file"]}:{row["line"]}");

        Assert.Equal(planted.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal(sample.Report.PlantedFlaws["malformed_row"], planted.Count());
        Assert.Equal(
            ["BadDate", "CutOffJson", "TextInNumber", "TooFewColumns", "TooManyColumns", "UnclosedQuote", "WrongEncoding"],
            sample.Truth("malformed_rows").Select(row => row["reason"]).Distinct().Order());
    }

    [Fact]
    public void The_report_and_the_summary_count_what_the_files_hold()
    {
        foreach (DeliveredFile file in sample.Files)
        {
            SampleFile told = sample.Report.Files.Single(each => each.Path == file.Path);

            Assert.Equal(told.DeliveredRows, file.Rows.Count);
            Assert.Equal(told.MalformedRows, file.Rows.Count(row => row.Problem is not null));
            Assert.Equal(told.SizeBytes, new FileInfo(Path.Combine(sample.Folder, file.Path)).Length);
        }

        Assert.Equal(sample.Report.DeliveredRows, sample.Report.RowsByEntity.Values.Sum());
    }

    [Fact]
    public void Unreadable_rows_stay_few_enough_for_their_file_to_land() =>
        Assert.All(sample.Report.Files, file => Assert.True(file.MalformedRows <= file.DeliveredRows * 0.2, file.Path));

    [Fact]
    public void Every_readable_row_has_its_key_and_a_cursor_within_the_sample()
    {
        foreach (DeliveredFile file in sample.Files)
        {
            foreach (DeliveredRow row in file.Rows.Where(each => each.Problem is null))
            {
                Assert.All(file.Contract.Key, column => Assert.NotNull(row[column]));
                Assert.InRange(row[file.Contract.Cursor]!, "2023-01-01", "2024-12-31T23:59:59.999Z");
            }
        }
    }

    [Fact]
    public void The_default_sample_is_small() => Assert.InRange(sample.Report.DeliveredRows, 40_000, 60_000);
}
