using Lakehouse.Delta;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Publish;
using Lakehouse.Transform.Releases;

namespace Lakehouse.Runs;

/// <summary>Gives a release to the readers of the DuckDB file.</summary>
/// <param name="lakehouse">The engine and the tables.</param>
internal sealed class CatalogPublication(ProjectLakehouse lakehouse)
{
    private static readonly string[] Schemas = ["silver", "gold"];

    internal string CatalogPath => Path.Combine(lakehouse.Project.WarehouseFolder, DuckDbCatalogFile.FileName);

    private string StampPath => Path.Combine(lakehouse.Project.WarehouseFolder, ".cache", "published-release");

    /// <summary>Whether the readers' file is there and shows a release.</summary>
    /// <param name="release">The release.</param>
    /// <returns>True when there is nothing to do.</returns>
    internal bool Shows(Release release) =>
        File.Exists(CatalogPath) && File.Exists(StampPath) && File.ReadAllText(StampPath) == Stamp(release);

    /// <summary>Writes the readers' file.</summary>
    /// <param name="release">The release.</param>
    /// <param name="cancellationToken">Stops the writing; the file before stays.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="LakehouseException">A table cannot be read, or the file cannot be written.</exception>
    internal async Task<string> WriteAsync(Release release, CancellationToken cancellationToken)
    {
        List<PublishedTable> tables = [];
        foreach ((string text, ReleasedTable released) in release.Tables)
        {
            TableName name = TableName.Parse(text);
            if (Schemas.Contains(name.Schema))
            {
                Snapshot snapshot = await lakehouse.Table(name)
                    .LoadAsync(new TableVersion(released.Version), cancellationToken)
                    .ConfigureAwait(false);
                tables.Add(new PublishedTable(name, snapshot, snapshot.Metadata.Description));
            }
        }

        PublishedRelease published = new(release.Number, release.RunId, release.AsOf, lakehouse.Project.Name);
        string path = await new DuckDbCatalogFile(lakehouse.Engine, lakehouse.Ids)
            .WriteAsync(lakehouse.Project.WarehouseFolder, published, tables, cancellationToken)
            .ConfigureAwait(false);
        Directory.CreateDirectory(Path.GetDirectoryName(StampPath)!);
        await File.WriteAllTextAsync(StampPath, Stamp(release), cancellationToken).ConfigureAwait(false);
        return path;
    }

    // The folder is part of it, because the views hold absolute paths and a warehouse may be moved.
    private string Stamp(Release release) => $"{release.RunId} {release.Number} {lakehouse.Project.WarehouseFolder}";
}
