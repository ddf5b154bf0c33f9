using System.Globalization;
using System.Text;
using System.Text.Json;
using Lakehouse.Sample.Crm;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Finance;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.Marketing;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample;

/// <summary>
/// Larkfield Software, a company that does not exist: its market, its customers and its staff are simulated, and the
/// extracts of its systems are written with the flaws that extracts have. What is true is told beside them.
/// </summary>
public static class SampleCompany
{
    /// <summary>Writes the extracts of five sources and the truth about them.</summary>
    /// <param name="options">Seed and size.</param>
    /// <param name="folder">
    /// The landing folder. It is made if it is absent; it must be empty or hold an earlier sample, which is replaced.
    /// </param>
    /// <param name="progress">Told how far it is, or null.</param>
    /// <param name="cancellationToken">Cancels between two companies or files; the folder is then incomplete.</param>
    /// <returns>What was written.</returns>
    public static SampleReport Generate(
        SampleOptions options,
        string folder,
        IProgress<SampleProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string target = Path.GetFullPath(folder);
        Directory.CreateDirectory(target);
        using SampleWorld world = new(options, target);
        Spellings spellings = new();
        new StaffExtract(world).Deliver();
        new CampaignExtract(world).Deliver();
        new AdPlatforms(world).Deliver();
        new RateExtract(world).Deliver();
        int done = 0;
        foreach (IReadOnlyList<Company> family in new Market(options).Families())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (Company company in family)
            {
                new CompanyLife(world, spellings, company).Run();
            }

            done += family.Count;
            progress?.Report(new SampleProgress("companies", done, options.Accounts));
        }

        new Ledger(world).Deliver();
        IReadOnlyList<SampleFile> files = new ExtractFiles(world, target).Write(progress, cancellationToken);
        spellings.Write(world.Truth);
        SortedDictionary<string, long> rows = new(StringComparer.Ordinal);
        foreach (SampleFile file in files)
        {
            rows[file.Entity] = rows.GetValueOrDefault(file.Entity) + file.DeliveredRows;
        }

        return new SampleReport(target, files, rows, new SortedDictionary<string, long>((IDictionary<string, long>)world.Truth.Flaws, StringComparer.Ordinal));
    }
}
