using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Deletes commits and checkpoints that are past the retention of the log.</summary>
/// <remarks>
/// The newest checkpoint that is past it stays with all that follows, its own commit included, so that every version
/// within the retention can still be built. A log without such a checkpoint loses nothing. What goes goes oldest first:
/// a stop on the way leaves a log that is only longer than it need be.
/// </remarks>
internal sealed class LogCleanup(ITableStore store, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <param name="configuration">The table's properties.</param>
    /// <param name="cancellationToken">Stops before the next deletion.</param>
    /// <returns>How many files went.</returns>
    internal async Task<int> RunAsync(
        IReadOnlyDictionary<string, string> configuration,
        CancellationToken cancellationToken
    )
    {
        if (!TableProperties.CleansLog(configuration))
        {
            return 0;
        }

        DateTimeOffset before = StartOfDay(clock.GetUtcNow() - TableProperties.LogRetention(configuration));
        IReadOnlyList<StoredFile> files = await store
            .ListAsync(LogFile.Folder, null, cancellationToken)
            .ConfigureAwait(false);
        LogListing listing = LogListing.From(files);
        TableVersion[] old = [.. listing.Commits.TakeWhile(commit => commit.ModifiedAt < before).Select(commit => commit.Version)];
        if (old.Length == 0 || listing.Checkpoints.LastOrDefault(set => set.Version <= old[^1]) is not { } kept)
        {
            return 0;
        }

        string[] names =
        [
            .. files
                .Where(file => file.ModifiedAt < before && LogFile.TryParse(file.Name) is { } known && IsBefore(known, kept.Version))
                .Select(file => file.Name),
        ];
        foreach (string name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await store.DeleteAsync(LogFile.PathOf(name), cancellationToken).ConfigureAwait(false);
        }

        return names.Length;
    }

    // A compacted file that begins before the kept checkpoint is of no use once its commits are gone.
    private static bool IsBefore(LogFile file, TableVersion kept) => file.Version < kept;

    private static DateTimeOffset StartOfDay(DateTimeOffset instant) => new(instant.UtcDateTime.Date, TimeSpan.Zero);
}
