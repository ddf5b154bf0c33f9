using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Stores;
using Lakehouse.Ingest;
using Lakehouse.Project;

namespace Lakehouse.Runs;

/// <summary>Tells what would happen to the files of a source, by landing all of them in a warehouse that is thrown away.</summary>
/// <param name="lakehouse">The project's engine.</param>
public sealed class SourceCheck(ProjectLakehouse lakehouse)
{
    /// <summary>Checks a source. Nothing of the project's warehouse is changed.</summary>
    /// <param name="name">The source; it need not be among those that the project lands.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>What would become of every file, as if none had landed before.</returns>
    /// <exception cref="RunException"><c>LH3402</c>: no contract has that name. <c>LH3403</c>: it is read from a database.</exception>
    /// <exception cref="LakehouseException">The contract or the folder is not as it should be.</exception>
    public async Task<SourceLanding> CheckAsync(string name, CancellationToken cancellationToken)
    {
        LakehouseProject project = lakehouse.Project;
        IReadOnlyList<SourceContract> contracts = SourceContractReader.ReadAll(project);
        SourceContract source = contracts.FirstOrDefault(contract => contract.Name == name) ?? throw new RunException(
            "LH3402",
            $"found no contract of a source '{name}', expected one of {string.Join(", ", contracts.Select(contract => contract.Name))}.",
            NearestName.Of(name, contracts.Select(contract => contract.Name)) is { } near ? $"Did you mean '{near}'?" : $"Write sql/bronze/{name}.yml; 'lakehouse source infer' makes a first one.");
        if (source.Database is not null)
        {
            throw new RunException("LH3403", $"found the source '{name}' to be a database, expected one whose files are delivered.", "Run it into another warehouse: lakehouse run --warehouse FOLDER");
        }

        string scratch = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"lakehouse-check-{lakehouse.Ids.Next():n}"));
        try
        {
            LandingOptions options = new()
            {
                WarehouseFolder = scratch,
                Tables = table => new DeltaTable(
                    new LocalTableStore(Path.Combine(scratch, table.Schema, table.Name)),
                    new DeltaTableOptions { Checkpoints = lakehouse.Engine.Checkpoints, Clock = lakehouse.Clock, Ids = lakehouse.Ids }),
                Engine = lakehouse.Engine,
                RunId = "check",
                Clock = lakehouse.Clock,
                Ids = lakehouse.Ids,
            };
            string folder = Path.GetFullPath(project.Expand(source.LandingFolder, source.File.FullPath), project.Folder);
            return await new Landing(options).LandAsync(source, folder, progress: null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }
}
