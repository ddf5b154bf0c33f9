using System.Text.Json;
using Lakehouse.Testing;

namespace Lakehouse.Sample.Tests.Landing;

public sealed class LandingFolderTests : IDisposable
{
    private static readonly SampleOptions Tiny = new() { Accounts = 20, Months = 3 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_with_something_else_is_left_alone()
    {
        _folder.Write("notes.txt", "mine");

        SampleException refused = Assert.Throws<SampleException>(() => Generate(Tiny, _folder.FullPath));

        Assert.Equal(
            $"LH8001: Found notes.txt in {_folder.FullPath}, expected an empty folder or an earlier sample, which has a"
            + " README.md that says so. Name an empty folder; nothing was changed.",
            refused.Message);
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(_folder.FullPath).Select(Path.GetFileName));
    }

    [Fact]
    public void A_readme_of_something_else_is_not_taken_for_a_sample()
    {
        _folder.Write("README.md", "# My project\n");

        Assert.Equal("LH8001", Assert.Throws<SampleException>(() => Generate(Tiny, _folder.FullPath)).Code);
    }

    [Fact]
    public void An_earlier_sample_is_replaced_whole()
    {
        Generate(Tiny with { Months = 5 }, _folder.FullPath);
        Assert.True(File.Exists(_folder.At("finance", "fx_rate_2024-08.csv")));

        SampleReport report = Generate(Tiny, _folder.FullPath);

        Assert.False(File.Exists(_folder.At("finance", "fx_rate_2024-08.csv")));
        Assert.Equal(
            report.Files.Select(file => file.Path),
            Directory.EnumerateFiles(_folder.FullPath, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(_folder.FullPath, path).Replace('\\', '/'))
                .Where(path => !path.StartsWith("truth/", StringComparison.Ordinal) && path != "README.md")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_in_the_way_is_named()
    {
        string path = _folder.Write("landing", "not a folder");

        SampleException refused = Assert.Throws<SampleException>(() => Generate(Tiny, path));

        Assert.Equal($"LH8003: Found a file at {path}, expected a folder or nothing. Name another folder.", refused.Message);
    }

    [Fact]
    public void A_disk_that_refuses_is_named_with_its_own_words()
    {
        string file = _folder.Write("plain", "a file where a folder would have to be");
        string path = Path.Combine(file, "landing");

        SampleException refused = Assert.Throws<SampleException>(() => Generate(Tiny, path));

        Assert.Equal("LH8004", refused.Code);
        Assert.StartsWith($"LH8004: Could not write the sample to {path}: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            " Check that the disk has room and that the folder may be written, then run the command again.",
            refused.Message,
            StringComparison.Ordinal);
        Assert.IsType<IOException>(refused.InnerException, exactMatch: false);
    }

    [Fact]
    public void The_readme_names_every_file_of_the_truth_and_the_summary_every_flaw_and_file()
    {
        SampleReport report = Generate(Tiny with { Accounts = 120, Months = 12 }, _folder.FullPath);
        string readme = File.ReadAllText(_folder.At("README.md"));
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(_folder.At("truth", "summary.json")));

        Assert.All(
            Directory.EnumerateFiles(_folder.At("truth"), "*.csv").Select(Path.GetFileNameWithoutExtension),
            name => Assert.Contains(name!, readme, StringComparison.Ordinal));
        Assert.Equal(120, summary.RootElement.GetProperty("accounts").GetInt32());
        Assert.Equal("2024-01-01T00:00:00.000Z", summary.RootElement.GetProperty("start").GetString());
        Assert.Equal(report.Files.Count, summary.RootElement.GetProperty("files").GetArrayLength());
        Assert.Equal(
            report.PlantedFlaws.Select(flaw => $"{flaw.Key}={flaw.Value}").Order(StringComparer.Ordinal),
            summary.RootElement.GetProperty("flaws").EnumerateObject().Select(flaw => $"{flaw.Name}={flaw.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(19, 24, "LH8002: Found accounts = 19, expected a number from 20 to 100000. Give --accounts a number in that range.")]
    [InlineData(300, 61, "LH8002: Found months = 61, expected a number from 3 to 60. Give --months a number in that range.")]
    public void A_size_out_of_range_is_refused_with_the_range(int accounts, int months, string message)
    {
        SampleException refused = Assert.Throws<SampleException>(
            () => Generate(new SampleOptions { Accounts = accounts, Months = months }, _folder.At("landing")));

        Assert.Equal(message, refused.Message);
        Assert.False(Directory.Exists(_folder.At("landing")));
    }

    [Fact]
    public void A_cancelled_generation_leaves_the_earlier_sample_as_it_was()
    {
        Generate(Tiny, _folder.FullPath);
        string before = File.ReadAllText(_folder.At("truth", "summary.json"));
        using CancellationTokenSource cancellation = new();

        Assert.Throws<OperationCanceledException>(() => SampleCompany.Generate(
            Tiny with { Seed = 8 },
            _folder.FullPath,
            new CancelAt("files", cancellation),
            cancellation.Token));

        Assert.Equal(before, File.ReadAllText(_folder.At("truth", "summary.json")));
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(_folder.FullPath),
            path => Path.GetFileName(path).StartsWith('.'));
    }

    [Fact]
    public void What_a_killed_generation_left_behind_is_cleared_away()
    {
        _folder.Write(".sample-in-the-making/salesforce/Account_2024-10.csv", "half");

        Generate(Tiny, _folder.FullPath);

        Assert.False(Directory.Exists(_folder.At(".sample-in-the-making")));
    }

    [Fact]
    public void Progress_counts_companies_and_then_files()
    {
        List<SampleProgress> told = [];

        SampleCompany.Generate(Tiny, _folder.FullPath, new Collect(told), CancellationToken.None);

        Assert.Equal(new SampleProgress("companies", 20, 20), told.Last(each => each.Step == "companies"));
        Assert.Equal(told[^1].Total, told[^1].Done);
        Assert.Equal("files", told[^1].Step);
    }

    private static SampleReport Generate(SampleOptions options, string folder) =>
        SampleCompany.Generate(options, folder, null, CancellationToken.None);

    private sealed class CancelAt(string step, CancellationTokenSource cancellation) : IProgress<SampleProgress>
    {
        public void Report(SampleProgress value)
        {
            if (value.Step == step)
            {
                cancellation.Cancel();
            }
        }
    }

    private sealed class Collect(List<SampleProgress> told) : IProgress<SampleProgress>
    {
        public void Report(SampleProgress value) => told.Add(value);
    }
}
