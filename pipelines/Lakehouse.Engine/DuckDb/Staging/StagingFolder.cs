using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>
/// Where a staging writes before it is known to be whole: a hidden folder under the table's root. Disposing it takes
/// back what was not kept.
/// </summary>
/// <remarks>
/// Files come to their places by a rename within one disk. A process that is killed leaves a folder
/// <c>_staging-…</c> behind, which readers do not see and no commit names.
/// </remarks>
internal sealed class StagingFolder : IDisposable
{
    private readonly StageRequest _request;
    private readonly string _root;
    private readonly Guid _id;
    private readonly List<string> _placed = [];
    private bool _isKept;

    public StagingFolder(StageRequest request, Guid id)
    {
        _request = request;
        _id = id;
        _root = Path.TrimEndingDirectorySeparator(request.TableRoot);
        FullPath = Path.Combine(_root, $"_staging-{id:n}");
        Directory.CreateDirectory(_root);
    }

    /// <summary>The folder that DuckDB writes into; it makes it itself.</summary>
    public string FullPath { get; }

    /// <summary>Moves the files to their places in the table, durably.</summary>
    /// <param name="files">The files that hold rows.</param>
    /// <returns>The files as a commit names them.</returns>
    public IReadOnlyList<DataFile> Place(IReadOnlyList<WrittenFile> files)
    {
        var placed = new List<DataFile>(files.Count);
        var stored = new StoredColumns(_request);
        for (int number = 0; number < files.Count; number++)
        {
            placed.Add(Move(files[number], number, stored));
        }

        DurableFiles.Flush(_placed);
        _isKept = true;
        return placed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isKept)
        {
            foreach (string path in _placed)
            {
                File.Delete(path);
            }
        }

        if (Directory.Exists(FullPath))
        {
            Directory.Delete(FullPath, recursive: true);
        }
    }

    private DataFile Move(WrittenFile file, int number, StoredColumns stored)
    {
        Dictionary<string, string?> values = PartitionValues(file, stored);
        string name = string.Create(CultureInfo.InvariantCulture, $"part-{number:00000}-{_id}-c000.zstd.parquet");

        // The folders are for people, who cannot read physical names.
        string partition =
            _request.Mapping == ColumnMappingMode.None ? HivePath.Folder(_request.PartitionColumns, values) : "";
        string[] parts = [_request.Folder, partition, name];
        string path = string.Join('/', parts.Where(part => part.Length > 0));

        string target = $"{_root}/{path}";
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(file.Path, target, overwrite: false);
        _placed.Add(target);

        DateTimeOffset modifiedAt = new(File.GetLastWriteTimeUtc(target));
        return new DataFile(path, values, file.SizeBytes, modifiedAt, LeafStatistics.Of(file, stored.Stored));
    }

    private Dictionary<string, string?> PartitionValues(WrittenFile file, StoredColumns stored)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach ((string column, string written) in _request.PartitionColumns.Zip(stored.PartitionNames))
        {
            string? key = file.PartitionKeys?.Keys.FirstOrDefault(name =>
                string.Equals(name, written, StringComparison.OrdinalIgnoreCase)
            );
            string? value = key is null ? null : file.PartitionKeys![key];
            values.Add(column, string.IsNullOrEmpty(value) ? null : value);
        }

        return values;
    }
}
