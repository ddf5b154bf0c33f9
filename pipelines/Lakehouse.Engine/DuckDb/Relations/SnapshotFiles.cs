using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>
/// Finds the files that a snapshot or a staging names. What a table feature does to reading is settled here.
/// </summary>
internal static class SnapshotFiles
{
    // The mean of so many files tells the engine how large the table is, and costs little however many there are.
    private const int CountedFiles = 500;

    /// <summary>Loads what has to be known of files of a snapshot before they are read: their deletion vectors.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="files">Files of it.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The files in the order given.</returns>
    public static async Task<IReadOnlyList<RelationFile>> LoadAsync(
        Snapshot snapshot,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken
    )
    {
        DeletionVectorReader vectors = snapshot.OpenDeletionVectors();
        RelationFile[] located = new RelationFile[files.Count];

        // Vectors of one file are read one after the other, so that the file is read once.
        foreach (
            (int index, AddFile file) in files
                .Index()
                .OrderBy(entry => entry.Item.DeletionVector?.PathOrInline, StringComparer.Ordinal)
        )
        {
            RowPositionSet? deleted = file.DeletionVector is { } vector
                ? await vectors.ReadAsync(vector, file.Path, cancellationToken).ConfigureAwait(false)
                : null;
            located[index] = new RelationFile(Locate(snapshot.LocalRoot, file.Path), file.PartitionValues)
            {
                Deleted = deleted,
                RowCount = index < CountedFiles ? FileRowCount.Physical(file) : null,
            };
        }

        return located;
    }

    /// <summary>Files of a snapshot of which no row is read.</summary>
    public static IReadOnlyList<RelationFile> WithoutVectors(Snapshot snapshot, IReadOnlyList<AddFile> files) =>
        [.. files.Select(file => new RelationFile(Locate(snapshot.LocalRoot, file.Path), file.PartitionValues))];

    /// <summary>Staged files, whose partition values have logical names.</summary>
    public static IReadOnlyList<RelationFile> Of(StagedRows staged, StructType schema) =>
        [
            .. staged.Files.Select(file => new RelationFile(
                Locate(staged.TableRoot, file.Path),
                file.PartitionValues.ToDictionary(
                    pair => PhysicalName(schema, pair.Key, staged.Mapping),
                    pair => pair.Value,
                    StringComparer.Ordinal
                )
            )
            {
                RowCount = file.Statistics?.RowCount,
            }),
        ];

    /// <summary>The place of a file that a log names.</summary>
    /// <exception cref="EngineException"><c>LH2004</c>: it is not on this machine.</exception>
    public static string Locate(string root, string path)
    {
        int scheme = path.IndexOf(":/", StringComparison.Ordinal);
        if (scheme > 1)
        {
            return path.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                ? "/" + path["file:".Length..].TrimStart('/')
                : throw new EngineException(
                    "LH2004",
                    $"found the data file {path}, expected a file on this machine.",
                    "Copy the table to a local folder first."
                );
        }

        return Path.IsPathRooted(path) ? path : $"{root.TrimEnd('/')}/{path}";
    }

    private static string PhysicalName(StructType schema, string column, ColumnMappingMode mapping) =>
        schema.Fields.FirstOrDefault(field => string.Equals(field.Name, column, StringComparison.OrdinalIgnoreCase))
            is { } found
            ? ColumnMapping.PhysicalName(found, mapping)
            : column;
}
