using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Paths;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Makes a new version that is like an old one, and keeps all between them.</summary>
internal sealed class Restore(DeltaTable table, ITableStore store, RestoreOptions options)
{
    private const int LooksAtOnce = 8;
    private const int NamesShown = 5;

    private static readonly string[] Lasting =
    [
        MappedColumns.HighestIdKey,
        OwnTimes.EnabledKey,
        OwnTimes.VersionKey,
        OwnTimes.TimeKey,
    ];

    /// <summary>Runs it.</summary>
    /// <exception cref="DeltaException"><c>LH1811</c>: files of the old version are gone; or the table is refused.</exception>
    internal async Task<RestoreResult> RunAsync(Snapshot target, CancellationToken cancellationToken)
    {
        Snapshot current = await table.RequireAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AddFile> back = Difference(target, current);
        IReadOnlyList<AddFile> gone = Difference(current, target);
        MetadataText? metadata = Metadata(current, target);
        if (back.Count == 0 && gone.Count == 0 && metadata is null)
        {
            return new RestoreResult(null, 0, 0, 0, 0);
        }

        back = await PresentAsync(back, target, cancellationToken).ConfigureAwait(false);
        TableWrite write = new()
        {
            Mode = WriteMode.Replace,
            Schema = current.Schema,
            Entries = back,
            Removed = gone,
            ChangesWholeFiles = true,
            HasReadWholeTable = true,
            Alteration = metadata is null ? null : new RestoredMetadata(metadata),
            Operation = "RESTORE",
            Parameters = Parameters(target),
            Metrics = Metrics(current, back, gone),
            HasAllMetrics = true,
        };
        WriteOutcome outcome = await table.WriteAsync(current, write, cancellationToken).ConfigureAwait(false);
        return new RestoreResult(
            outcome,
            back.Count,
            back.Sum(file => file.SizeBytes),
            gone.Count,
            gone.Sum(file => file.SizeBytes)
        );
    }

    private static IReadOnlyList<AddFile> Difference(Snapshot has, Snapshot lacks)
    {
        HashSet<string> keys = [.. lacks.Files.Select(file => FileKey.Of(file.Path, file.DeletionVectorId))];
        return [.. has.Files.Where(file => !keys.Contains(FileKey.Of(file.Path, file.DeletionVectorId)))];
    }

    // Column ids are never given twice, and what is said of the times of commits is true of the log as it is.
    private static MetadataText? Metadata(Snapshot current, Snapshot target)
    {
        Dictionary<string, string> configuration = new(target.Metadata.Configuration, StringComparer.Ordinal);
        foreach (string key in Lasting)
        {
            _ = configuration.Remove(key);
            if (current.Metadata.Configuration.TryGetValue(key, out string? value))
            {
                configuration[key] = value;
            }
        }

        MetadataText wanted = target.MetadataText with { Configuration = configuration };
        MetadataText present = current.MetadataText;
        bool isSame =
            string.Equals(wanted.SchemaString, present.SchemaString, StringComparison.Ordinal)
            && string.Equals(wanted.Name, present.Name, StringComparison.Ordinal)
            && string.Equals(wanted.Description, present.Description, StringComparison.Ordinal)
            && wanted.PartitionColumns.SequenceEqual(present.PartitionColumns, StringComparer.Ordinal)
            && configuration.Count == present.Configuration.Count
            && configuration.All(entry => present.Configuration.TryGetValue(entry.Key, out string? value) && value == entry.Value);
        return isSame ? null : wanted;
    }

    private async Task<IReadOnlyList<AddFile>> PresentAsync(
        IReadOnlyList<AddFile> files,
        Snapshot target,
        CancellationToken cancellationToken
    )
    {
        string?[] missing = new string?[files.Count];
        ParallelOptions atOnce = new() { MaxDegreeOfParallelism = LooksAtOnce, CancellationToken = cancellationToken };
        await Parallel
            .ForAsync(
                0,
                files.Count,
                atOnce,
                async (index, token) =>
                    missing[index] = await FindMissingAsync(files[index], token).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        string[] names = [.. missing.OfType<string>()];
        if (names.Length > 0 && !options.MayMissFiles)
        {
            string more = names.Length > NamesShown ? ", …" : string.Empty;
            throw new DeltaException(
                "LH1811",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Version {target.Version} of '{store.Root}' needs {names.Length} files that are gone: {string.Join(", ", names.Take(NamesShown))}{more}"
                ),
                "Restore a later version, or allow missing files, whose rows are then lost."
            );
        }

        return [.. files.Where((_, index) => missing[index] is null)];
    }

    private async Task<string?> FindMissingAsync(AddFile file, CancellationToken cancellationToken)
    {
        string? vector = file.DeletionVector is { } described ? DeletionVectorPath.TryOf(described) : null;
        foreach (string path in new[] { file.Path, vector }.OfType<string>())
        {
            if (!await IsThereAsync(path, cancellationToken).ConfigureAwait(false))
            {
                return path;
            }
        }

        return null;
    }

    // Of files elsewhere only those of this machine can be looked for.
    private async Task<bool> IsThereAsync(string path, CancellationToken cancellationToken)
    {
        if (TablePath.TryBelow(store.Root, path) is { } below)
        {
            return await store.TryFindAsync(below, cancellationToken).ConfigureAwait(false) is not null;
        }

        return !path.StartsWith('/') || File.Exists(path);
    }

    private Dictionary<string, string> Parameters(Snapshot target)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        if (options.Instant is { } instant)
        {
            parameters["timestamp"] = instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }
        else
        {
            parameters["version"] = target.Version.ToString();
        }

        return parameters;
    }

    private static Dictionary<string, string> Metrics(Snapshot current, IReadOnlyList<AddFile> back, IReadOnlyList<AddFile> gone)
    {
        long backBytes = back.Sum(file => file.SizeBytes);
        long goneBytes = gone.Sum(file => file.SizeBytes);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["numRestoredFiles"] = Text(back.Count),
            ["restoredFilesSize"] = Text(backBytes),
            ["numRemovedFiles"] = Text(gone.Count),
            ["removedFilesSize"] = Text(goneBytes),
            ["numOfFilesAfterRestore"] = Text(current.Files.Count + back.Count - gone.Count),
            ["tableSizeAfterRestore"] = Text(current.Files.Sum(file => file.SizeBytes) + backBytes - goneBytes),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
