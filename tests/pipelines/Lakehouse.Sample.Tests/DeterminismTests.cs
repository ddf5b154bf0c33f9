using System.Security.Cryptography;
using System.Text;
using Lakehouse.Testing;

namespace Lakehouse.Sample.Tests;

public sealed class DeterminismTests
{
    private static readonly SampleOptions Small = new() { Accounts = 40, Months = 6 };

    [Fact]
    public void Two_runs_write_the_same_bytes()
    {
        using TemporaryFolder first = new();
        using TemporaryFolder second = new();

        Assert.Equal(HashesOf(Small, first), HashesOf(Small, second));
    }

    // Equal on every machine: a difference here is either a change of the sample, which is then told in the
    // changelog, or a draw that depends on the platform, which is a mistake.
    [Fact]
    public void The_small_sample_has_the_bytes_that_it_has_on_every_machine()
    {
        using TemporaryFolder folder = new();
        string all = string.Join('\n', HashesOf(Small, folder)
            .Where(pair => pair.Key != "README.md")
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} {pair.Value}"));

        Assert.Equal("E5EA6CD1B0D0EF20", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16]);
    }

    [Fact]
    public void Another_seed_writes_another_company()
    {
        using TemporaryFolder first = new();
        using TemporaryFolder second = new();
        Dictionary<string, string> seven = HashesOf(Small, first);
        Dictionary<string, string> eight = HashesOf(Small with { Seed = 8 }, second);

        Assert.NotEqual(seven["salesforce/Account_2024-07.csv"], eight["salesforce/Account_2024-07.csv"]);
        Assert.NotEqual(seven["finance/fx_rate_2024-07.csv"], eight["finance/fx_rate_2024-07.csv"]);
    }

    [Fact]
    public void A_larger_market_leaves_the_rates_of_exchange_as_they_are()
    {
        using TemporaryFolder first = new();
        using TemporaryFolder second = new();
        Dictionary<string, string> few = HashesOf(Small, first);
        Dictionary<string, string> more = HashesOf(Small with { Accounts = 60 }, second);

        Assert.Equal(few["finance/fx_rate_2024-12.csv"], more["finance/fx_rate_2024-12.csv"]);
        Assert.NotEqual(few["salesforce/Account_2024-07.csv"], more["salesforce/Account_2024-07.csv"]);
    }

    [Theory]
    [InlineData(20, 3)]
    [InlineData(25, 60)]
    [InlineData(120, 4)]
    public void Every_size_gives_a_sample_of_that_many_months(int accounts, int months)
    {
        using TemporaryFolder folder = new();

        SampleReport report = SampleCompany.Generate(
            new SampleOptions { Accounts = accounts, Months = months },
            folder.FullPath,
            null,
            CancellationToken.None);

        Assert.Equal(months, report.Files.Count(file => file.Entity == "finance.fx_rate"));
        Assert.Contains(report.Files, file => file.Path.EndsWith("2024-12.csv", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> HashesOf(SampleOptions options, TemporaryFolder folder)
    {
        SampleCompany.Generate(options, folder.FullPath, null, CancellationToken.None);
        return Directory.EnumerateFiles(folder.FullPath, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder.FullPath, path).Replace('\\', '/'),
            path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))),
            StringComparer.Ordinal);
    }
}
