using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Paths;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Deletes files that no version within the retention needs.</summary>
/// <remarks>
/// The files are looked for before the version is loaded, so that whatever was committed in between is needed. A file
/// that is younger than the retention stays although no version names it: a writer may be about to commit it.
/// </remarks>
internal sealed class Vacuum(DeltaTable table, ITableStore store, LogReplay replay, VacuumOptions options)
{
    private const int DeletionsAtOnce = 8;

    /// <summary>Runs it.</summary>
    /// <exception cref="DeltaException"><c>LH1801</c>: the retention is too short; <c>LH1802</c>: files could not be
    /// deleted; <c>LH1803</c>: a lite one lacks commits; <c>LH1804</c>: its start could not be recorded; or the table
    /// is refused.</exception>
    internal async Task<VacuumResult> RunAsync(CancellationToken cancellationToken)
    {
        Snapshot snapshot = await table.RequireAsync(cancellationToken).ConfigureAwait(false);
        FeatureSupport.RequireWritable(snapshot.Protocol, snapshot.Metadata, store.Root);
        TimeSpan retention = Retention(snapshot.Metadata);
        DateTimeOffset before = table.Options.Clock.GetUtcNow() - retention;
        IReadOnlyList<StoredFile> found = await FindAsync(snapshot, before, cancellationToken).ConfigureAwait(false);

        TableVersion version =
            await replay.TryFindNewestAsync(cancellationToken).ConfigureAwait(false) ?? snapshot.Version;
        IReadOnlyList<StoredFile> unneeded = await UnneededAsync(found, version, before, cancellationToken)
            .ConfigureAwait(false);
        if (options.IsDryRun || unneeded.Count == 0)
        {
            return new VacuumResult(version, before, unneeded, options.IsDryRun);
        }

        VacuumCommits commits = new(table, snapshot.Metadata, options);
        TableVersion started = await commits.StartAsync(unneeded, cancellationToken).ConfigureAwait(false);
        if (started.Number != version.Number + 1)
        {
            // Somebody committed meanwhile, perhaps a restore that needs an old file again.
            unneeded = await UnneededAsync(unneeded, started, before, cancellationToken).ConfigureAwait(false);
        }

        TableVersion seen = await LastOutsideAsync(before, cancellationToken).ConfigureAwait(false);
        List<string> failures = await DeleteAsync(unneeded, cancellationToken).ConfigureAwait(false);
        await commits.EndAsync(unneeded.Count - failures.Count, failures.Count == 0, cancellationToken).ConfigureAwait(false);
        if (failures.Count > 0)
        {
            throw new DeltaException(
                "LH1802",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{failures.Count} of {unneeded.Count} files of '{store.Root}' could not be deleted; the first: {failures[0]}"
                ),
                "Look at the permissions of the folder, then run the vacuum again; the others are gone."
            );
        }

        await LastVacuum.WriteAsync(store, seen, cancellationToken).ConfigureAwait(false);
        return new VacuumResult(started, before, unneeded, IsDryRun: false);
    }

    private TimeSpan Retention(Metadata metadata)
    {
        TimeSpan kept = TableProperties.FileRetention(metadata.Configuration);
        TimeSpan asked = options.Retention ?? kept;
        if (asked < kept && !options.MayShortenRetention)
        {
            throw new DeltaException(
                "LH1801",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The vacuum of '{store.Root}' would keep files for {asked.TotalHours:0.##} hours, expected at least the table's {kept.TotalHours:0.##}."
                ),
                "Leave the retention out, or allow a shorter one while nobody reads or writes the table."
            );
        }

        return asked;
    }

    private async Task<IReadOnlyList<StoredFile>> FindAsync(
        Snapshot snapshot,
        DateTimeOffset before,
        CancellationToken cancellationToken
    )
    {
        if (options.Kind == VacuumKind.Lite)
        {
            return await new RemovedByLog(store, replay).ReadAsync(before, cancellationToken).ConfigureAwait(false);
        }

        FolderRules rules = new(snapshot.Metadata);
        List<StoredFile> old = [];
        HashSet<string> others = new(TablePath.Comparer);
        await foreach (StoredFile file in store.ListAllAsync(string.Empty, cancellationToken).ConfigureAwait(false))
        {
            if (FolderRules.TryOtherTable(file.Name) is { } other)
            {
                _ = others.Add(other);
            }
            else if (file.ModifiedAt < before && rules.IsOwn(file.Name))
            {
                old.Add(file);
            }
        }

        return [.. old.Where(file => !others.Any(other => file.Name.StartsWith(other, StringComparison.Ordinal)))];
    }

    private async Task<IReadOnlyList<StoredFile>> UnneededAsync(
        IReadOnlyList<StoredFile> files,
        TableVersion version,
        DateTimeOffset before,
        CancellationToken cancellationToken
    )
    {
        TableState state = await replay.LoadStateAsync(version, cancellationToken).ConfigureAwait(false);
        NeededFiles needed = new(store.Root, state, before);
        return
        [
            .. files.Where(file => !needed.Contains(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
    }

    // The newest version whose removals are all old enough, and so dealt with.
    private async Task<TableVersion> LastOutsideAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        LogListing listing = await LogListing.ReadAsync(store, null, cancellationToken).ConfigureAwait(false);
        TableVersion? last = null;
        foreach (ListedCommit commit in listing.Commits.TakeWhile(commit => commit.ModifiedAt < before))
        {
            last = commit.Version;
        }

        return last ?? TableVersion.Zero;
    }

    private async Task<List<string>> DeleteAsync(IReadOnlyList<StoredFile> files, CancellationToken cancellationToken)
    {
        string?[] failures = new string?[files.Count];
        ParallelOptions atOnce = new()
        {
            MaxDegreeOfParallelism = DeletionsAtOnce,
            CancellationToken = cancellationToken,
        };
        await Parallel
            .ForAsync(
                0,
                files.Count,
                atOnce,
                async (index, token) =>
                {
                    try
                    {
                        await store.DeleteAsync(files[index].Name, token).ConfigureAwait(false);
                    }
                    catch (Exception failure)
                        when (failure is DeltaException or IOException or UnauthorizedAccessException or TimeoutException)
                    {
                        failures[index] = $"{files[index].Name}: {failure.Message}";
                    }
                }
            )
            .ConfigureAwait(false);
        return [.. failures.OfType<string>()];
    }
}
