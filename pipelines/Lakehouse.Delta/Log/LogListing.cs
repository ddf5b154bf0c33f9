using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Log;

/// <summary>The commits and the complete checkpoints of a log, from one listing.</summary>
internal sealed class LogListing
{
    private LogListing(IReadOnlyList<ListedCommit> commits, IReadOnlyList<CheckpointSet> checkpoints)
    {
        Commits = commits;
        Checkpoints = checkpoints;
    }

    /// <summary>The commits, ascending; there may be gaps.</summary>
    internal IReadOnlyList<ListedCommit> Commits { get; }

    /// <summary>The complete checkpoints, ascending; of one version the classic one comes first.</summary>
    internal IReadOnlyList<CheckpointSet> Checkpoints { get; }

    /// <summary>The newest version that a commit or a complete checkpoint proves, or null for none.</summary>
    internal TableVersion? Newest
    {
        get
        {
            TableVersion? commit = Commits.Count == 0 ? null : Commits[^1].Version;
            TableVersion? checkpoint = Checkpoints.Count == 0 ? null : Checkpoints[^1].Version;
            return commit is null || (checkpoint is { } other && other > commit) ? checkpoint : commit;
        }
    }

    /// <summary>Lists a log.</summary>
    /// <param name="store">The table's files.</param>
    /// <param name="from">Only files of this version and later; null for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    internal static async Task<LogListing> ReadAsync(
        ITableStore store,
        TableVersion? from,
        CancellationToken cancellationToken
    )
    {
        string? startAt = from is { } version ? LogFile.FirstNameOf(version) : null;
        IReadOnlyList<StoredFile> files = await store
            .ListAsync(LogFile.Folder, startAt, cancellationToken)
            .ConfigureAwait(false);
        return From(files);
    }

    /// <summary>Sorts out a listing.</summary>
    internal static LogListing From(IEnumerable<StoredFile> files)
    {
        List<ListedCommit> commits = [];
        List<LogFile> checkpointFiles = [];
        foreach (StoredFile file in files)
        {
            switch (LogFile.TryParse(file.Name))
            {
                case { Kind: LogFileKind.Commit } commit:
                    commits.Add(new ListedCommit(commit.Version, file.ModifiedAt));
                    break;
                case {
                    Kind: LogFileKind.Checkpoint or LogFileKind.CheckpointPart or LogFileKind.NamedCheckpoint
                } checkpoint:
                    checkpointFiles.Add(checkpoint);
                    break;
                default:
                    break;
            }
        }

        commits.Sort(static (left, right) => left.Version.CompareTo(right.Version));
        return new LogListing(commits, CompleteCheckpoints(checkpointFiles));
    }

    private static List<CheckpointSet> CompleteCheckpoints(List<LogFile> files)
    {
        List<CheckpointSet> complete =
        [
            .. files
                .Where(file => file.Kind != LogFileKind.CheckpointPart)
                .OrderBy(file => file.Kind)
                .ThenBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => new CheckpointSet(file.Version, [file])),
            .. files
                .Where(file => file.Kind == LogFileKind.CheckpointPart)
                .GroupBy(file => (file.Version, file.Parts))
                .Select(parts => new CheckpointSet(parts.Key.Version, [.. parts.OrderBy(part => part.Part)]))
                .Where(set => set.Files.Count == set.Files[0].Parts),
        ];
        return [.. complete.OrderBy(set => set.Version)];
    }
}
