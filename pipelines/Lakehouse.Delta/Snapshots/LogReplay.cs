using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Checkpoints;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Snapshots;

/// <summary>Builds the state of a version from the log.</summary>
internal sealed class LogReplay(ITableStore store, ICheckpointFiles checkpoints)
{
    /// <summary>The newest version, by listing from the hint, or all where the hint leads nowhere.</summary>
    internal async Task<TableVersion?> TryFindNewestAsync(CancellationToken cancellationToken) =>
        (await ListNewestAsync(cancellationToken).ConfigureAwait(false)).Newest;

    /// <summary>Builds the newest snapshot, or null where there is no table.</summary>
    internal async Task<Snapshot?> TryLoadNewestAsync(CancellationToken cancellationToken)
    {
        LogListing listing = await ListNewestAsync(cancellationToken).ConfigureAwait(false);
        if (listing.Newest is not { } newest)
        {
            return null;
        }

        TableState state = await BuildAsync(listing, newest, cancellationToken).ConfigureAwait(false);
        return Finish(state, newest);
    }

    /// <summary>Builds the snapshot of a version.</summary>
    internal async Task<Snapshot> LoadAsync(TableVersion version, CancellationToken cancellationToken) =>
        Finish(await LoadStateAsync(version, cancellationToken).ConfigureAwait(false), version);

    /// <summary>Builds the state of a version, tombstones included.</summary>
    internal async Task<TableState> LoadStateAsync(TableVersion version, CancellationToken cancellationToken)
    {
        TableVersion? hint = await CheckpointHint.TryReadAsync(store, cancellationToken).ConfigureAwait(false);
        TableVersion? from = hint is { } hinted && hinted <= version ? hinted : null;
        LogListing listing = await LogListing.ReadAsync(store, from, cancellationToken).ConfigureAwait(false);
        return await BuildAsync(listing, version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a commit's actions.</summary>
    /// <returns>The actions, or null where there is no such commit.</returns>
    internal async Task<IReadOnlyList<LogAction>?> TryReadCommitAsync(
        TableVersion version,
        bool withInfo,
        CancellationToken cancellationToken
    )
    {
        string path = LogFile.PathOf(LogFile.CommitName(version));
        byte[]? content = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false);
        return content is null ? null : new ActionReader().ReadCommit(content, Place(path), withInfo);
    }

    private async Task<LogListing> ListNewestAsync(CancellationToken cancellationToken)
    {
        TableVersion? hint = await CheckpointHint.TryReadAsync(store, cancellationToken).ConfigureAwait(false);
        LogListing listing = await LogListing.ReadAsync(store, hint, cancellationToken).ConfigureAwait(false);
        return listing.Newest is null && hint is not null
            ? await LogListing.ReadAsync(store, null, cancellationToken).ConfigureAwait(false)
            : listing;
    }

    // A checkpoint that cannot be read costs time, not the table: an older one or the commits may still do. The first
    // listing may begin at the hint, so that a complete one follows where it was not enough.
    private async Task<TableState> BuildAsync(
        LogListing listing,
        TableVersion version,
        CancellationToken cancellationToken
    )
    {
        BuildFailures failures = new();
        if (await TryBuildAsync(listing, version, failures, cancellationToken).ConfigureAwait(false) is { } state)
        {
            return state;
        }

        LogListing complete = await LogListing.ReadAsync(store, null, cancellationToken).ConfigureAwait(false);
        return await TryBuildAsync(complete, version, failures, cancellationToken).ConfigureAwait(false)
            ?? throw (failures.First ?? LogSegment.Missing(complete, version, store.Root));
    }

    private async Task<TableState?> TryBuildAsync(
        LogListing listing,
        TableVersion version,
        BuildFailures failures,
        CancellationToken cancellationToken
    )
    {
        foreach (LogSegment segment in LogSegment.Candidates(listing, version).Where(failures.IsNew))
        {
            try
            {
                return await ReadAsync(segment, cancellationToken).ConfigureAwait(false);
            }
            catch (UnreadableCheckpointException unreadable)
            {
                failures.First ??= unreadable.Failure;
            }
        }

        return null;
    }

    private async Task<TableState> ReadAsync(LogSegment segment, CancellationToken cancellationToken)
    {
        TableState state = new();
        ActionReader reader = new();
        if (segment.Checkpoint is { } checkpoint)
        {
            try
            {
                await ReadCheckpointAsync(checkpoint, state, reader, cancellationToken).ConfigureAwait(false);
            }
            catch (DeltaException damaged)
            {
                throw new UnreadableCheckpointException(damaged);
            }
        }

        for (long number = segment.FirstCommit; number <= segment.Version.Number; number++)
        {
            string path = LogFile.PathOf(LogFile.CommitName(new TableVersion(number)));
            byte[] content =
                await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false)
                ?? throw new DeltaException(
                    "LH1110",
                    $"'{Place(path)}' was listed and is gone: another process cleaned the log meanwhile.",
                    "Load the table again."
                );
            state.ApplyCommit(reader.ReadCommit(content, Place(path), withInfo: false), Place(path));
        }

        return state;
    }

    private async Task ReadCheckpointAsync(
        CheckpointSet checkpoint,
        TableState state,
        ActionReader reader,
        CancellationToken cancellationToken
    )
    {
        List<string> sidecars = [];
        foreach (string path in checkpoint.Files.Select(file => file.Path))
        {
            await foreach (string line in ReadLinesAsync(path, cancellationToken).ConfigureAwait(false))
            {
                switch (reader.ReadCheckpointLine(line, Place(path)))
                {
                    case LogAction.Sidecar sidecar:
                        sidecars.Add(sidecar.Path);
                        break;
                    case { } action:
                        state.ApplyCheckpointAction(action);
                        break;
                    default:
                        break;
                }
            }
        }

        foreach (string sidecar in sidecars)
        {
            string place = sidecar.Contains('/', StringComparison.Ordinal)
                ? sidecar
                : LogFile.PathOf($"_sidecars/{sidecar}");
            await foreach (string line in ReadLinesAsync(place, cancellationToken).ConfigureAwait(false))
            {
                if (reader.ReadCheckpointLine(line, Place(place)) is { } action)
                {
                    state.ApplyCheckpointAction(action);
                }
            }
        }
    }

    private async IAsyncEnumerable<string> ReadLinesAsync(
        string path,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (path.EndsWith(".json", StringComparison.Ordinal))
        {
            byte[] content =
                await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false)
                ?? throw new UnreadableCheckpointException(
                    Unreadable(path, new FileNotFoundException("The file is gone."))
                );
            foreach (
                string line in Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            )
            {
                yield return line;
            }

            yield break;
        }

        string location = await LocateAsync(path, cancellationToken).ConfigureAwait(false);
        IAsyncEnumerator<string> lines = OpenAsync(location, path, cancellationToken);
        await using (lines.ConfigureAwait(false))
        {
            while (await MoveNextAsync(lines, path).ConfigureAwait(false))
            {
                yield return lines.Current;
            }
        }
    }

    private async Task<string> LocateAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Paths.LogPath.IsAbsolute(path)
                ? path
                : await store.LocateAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is LakehouseException or IOException)
        {
            throw new UnreadableCheckpointException(Unreadable(path, failure));
        }
    }

    private IAsyncEnumerator<string> OpenAsync(string location, string path, CancellationToken cancellationToken)
    {
        try
        {
            return checkpoints.ReadAsync(location, cancellationToken).GetAsyncEnumerator(cancellationToken);
        }
        catch (Exception failure) when (failure is LakehouseException or IOException or UnauthorizedAccessException)
        {
            throw new UnreadableCheckpointException(Unreadable(path, failure));
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<string> lines, string path)
    {
        try
        {
            return await lines.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is LakehouseException or IOException or UnauthorizedAccessException)
        {
            throw new UnreadableCheckpointException(Unreadable(path, failure));
        }
    }

    private DeltaException Unreadable(string path, Exception failure) =>
        new(
            "LH1104",
            $"The checkpoint '{Place(path)}' cannot be read, and neither an older one nor the commits from 0 "
                + $"stand in for it: {failure.Message}",
            "Restore that file from a copy.",
            failure
        );

    private Snapshot Finish(TableState state, TableVersion version)
    {
        if (state.Protocol is { } protocol)
        {
            FeatureSupport.RequireReadable(protocol, state.Metadata?.Configuration, store.Root);
        }

        // A file with a deletion vector has rows that must not be read, whether or not the protocol says so.
        if (state.Files.FirstOrDefault(file => file.DeletionVectorId is not null) is { } file)
        {
            throw FeatureSupport.Unreadable(store.Root, [Feature.DeletionVectors], $" (file '{file.Path}')");
        }

        return state.ToSnapshot(store.Root, version, store.LocalRoot);
    }

    private string Place(string path) => Paths.LogPath.IsAbsolute(path) ? path : $"{store.Root}/{path}";

    private sealed class BuildFailures
    {
        private readonly HashSet<string> _tried = new(StringComparer.Ordinal);

        internal DeltaException? First { get; set; }

        internal bool IsNew(LogSegment segment) => _tried.Add(segment.Checkpoint?.Files[0].Name ?? "");
    }
}
