using Lakehouse.Sample.Crm;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Finance;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.Landing;
using Lakehouse.Sample.Marketing;
using Lakehouse.Sample.Truth;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample;

/// <summary>
/// Larkfield Software, a company that does not exist: its market, its customers and its staff are simulated, and the
/// extracts of its systems are written with the flaws that extracts have. What is true is told beside them.
/// </summary>
public static class SampleCompany
{
    /// <summary>The sources whose extracts are written, by the names of their contracts and folders.</summary>
    public static IReadOnlyList<string> Sources => LandingFolder.Sources;

    /// <summary>Writes the extracts of five sources and the truth about them.</summary>
    /// <param name="options">Seed and size.</param>
    /// <param name="folder">
    /// The landing folder. It is made if it is absent; it must be empty or hold an earlier sample, which is replaced.
    /// </param>
    /// <param name="progress">Told how far it is, or null.</param>
    /// <param name="cancellationToken">Cancels between two companies or files; the folder stays as it was.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="SampleException">
    /// <c>LH8001</c>: the folder holds something that is not a sample. <c>LH8002</c>: an option is out of its range.
    /// <c>LH8003</c>: the folder is a file. <c>LH8004</c>: the disk refused to write.
    /// </exception>
    public static SampleReport Generate(
        SampleOptions options,
        string folder,
        IProgress<SampleProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        RequireWithin("accounts", options.Accounts, SampleOptions.FewestAccounts, SampleOptions.MostAccounts);
        RequireWithin("months", options.Months, SampleOptions.FewestMonths, SampleOptions.MostMonths);
        LandingFolder? landing = null;
        try
        {
            landing = LandingFolder.Open(folder);
            SampleReport report = Write(options, landing, progress, cancellationToken);
            landing.Commit();
            return report;
        }
        catch (OperationCanceledException)
        {
            landing?.Abandon();
            throw;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            landing?.TryAbandon();
            throw new SampleException(
                "LH8004",
                $"Could not write the sample to {Path.GetFullPath(folder)}: {cause.Message}",
                "Check that the disk has room and that the folder may be written, then run the command again.",
                cause);
        }
    }

    private static void RequireWithin(string option, int value, int fewest, int most)
    {
        if (value < fewest || value > most)
        {
            throw new SampleException(
                "LH8002",
                $"Found {option} = {value}, expected a number from {fewest} to {most}.",
                $"Give --{option} a number in that range.");
        }
    }

    private static SampleReport Write(
        SampleOptions options,
        LandingFolder landing,
        IProgress<SampleProgress>? progress,
        CancellationToken cancellationToken)
    {
        using SampleWorld world = new(options, landing.Staging);
        Spellings spellings = new();
        new StaffExtract(world).Deliver();
        new CampaignExtract(world).Deliver();
        new AdPlatforms(world).Deliver();
        new RateExtract(world).Deliver();
        Live(world, spellings, progress, cancellationToken);
        new Ledger(world).Deliver();
        IReadOnlyList<SampleFile> files =
            new ExtractFiles(world, landing.Staging).Write(progress, cancellationToken);
        spellings.Write(world.Truth);
        new TrueRates(world).Tell();
        SampleReport report = new(landing.Target, files, RowsOf(files), world.Truth.Flaws);
        Summary.Write(Path.Combine(landing.Staging, "truth"), options, report);
        landing.WriteReadme();
        return report;
    }

    private static SortedDictionary<string, long> RowsOf(IReadOnlyList<SampleFile> files)
    {
        SortedDictionary<string, long> rows = new(StringComparer.Ordinal);
        foreach (SampleFile file in files)
        {
            rows[file.Entity] = rows.GetValueOrDefault(file.Entity) + file.DeliveredRows;
        }

        return rows;
    }

    private static void Live(
        SampleWorld world,
        Spellings spellings,
        IProgress<SampleProgress>? progress,
        CancellationToken cancellationToken)
    {
        Company? neighbour = null;
        int done = 0;
        foreach (IReadOnlyList<Company> family in new Market(world.Options).Families())
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<CompanyLife> lives = [];
            foreach (Company company in family)
            {
                CompanyLife life = new(world, spellings, company);
                life.Live(neighbour);
                lives.Add(life);
                neighbour = company;
            }

            LookAlikes.Tell(world, family);
            if (done == 0)
            {
                PlantCycle(family, lives[0]);
            }

            lives.ForEach(life => life.Deliver());
            done += family.Count;
            progress?.Report(new SampleProgress("companies", done, world.Options.Accounts));
        }
    }

    // The first family is always a group.
    private static void PlantCycle(IReadOnlyList<Company> family, CompanyLife head)
    {
        if (family[0].Account is { } parent && family[1].Account is { } child)
        {
            DateTime latest = parent.FirstStamp > child.FirstStamp ? parent.FirstStamp : child.FirstStamp;
            head.Accounts.PlantCycle(latest.AddDays(10), child);
        }
    }
}
