using System.Globalization;

namespace Lakehouse.Delta.Log;

/// <summary>What must be read for one version: a checkpoint, or none, and the commits after it without a gap.</summary>
/// <param name="Version">The version.</param>
/// <param name="Checkpoint">The checkpoint to start from, or null to start from nothing.</param>
internal sealed record LogSegment(TableVersion Version, CheckpointSet? Checkpoint)
{
    /// <summary>The first version whose commit must be read.</summary>
    internal long FirstCommit => Checkpoint is null ? 0 : Checkpoint.Version.Number + 1;

    /// <summary>All ways to build a version from a listing, the best first.</summary>
    /// <param name="listing">The listing; complete, unless a later fallback to a complete one is at hand.</param>
    /// <param name="version">The version.</param>
    /// <returns>The segments, from the newest checkpoint to none.</returns>
    internal static IEnumerable<LogSegment> Candidates(LogListing listing, TableVersion version)
    {
        HashSet<long> commits = [.. listing.Commits.Select(commit => commit.Version.Number)];
        foreach (CheckpointSet checkpoint in listing.Checkpoints.Where(set => set.Version <= version).Reverse())
        {
            LogSegment segment = new(version, checkpoint);
            if (segment.FirstGap(commits) is null)
            {
                yield return segment;
            }
        }

        LogSegment whole = new(version, null);
        if (whole.FirstGap(commits) is null)
        {
            yield return whole;
        }
    }

    /// <summary>Says why no way to build a version was found.</summary>
    /// <param name="listing">A complete listing.</param>
    /// <param name="version">The version.</param>
    /// <param name="root">The table, for the message.</param>
    internal static DeltaException Missing(LogListing listing, TableVersion version, string root)
    {
        if (listing.Newest is not { } newest)
        {
            return new DeltaException(
                "LH1101",
                $"Found no Delta log in '{root}', expected a folder _delta_log with at least one commit.",
                "Check the path, or write the table first."
            );
        }

        if (version > newest)
        {
            return new DeltaException(
                "LH1109",
                $"Version {version} of '{root}' was asked for; the newest is {newest}.",
                "Ask for a version up to the newest."
            );
        }

        HashSet<long> commits = [.. listing.Commits.Select(commit => commit.Version.Number)];
        CheckpointSet? checkpoint = listing.Checkpoints.LastOrDefault(set => set.Version <= version);
        long gap = new LogSegment(version, checkpoint).FirstGap(commits) ?? version.Number;
        string name = LogFile.CommitName(new TableVersion(gap));
        return new DeltaException(
            "LH1102",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Version {version} of '{root}' cannot be built: '{name}' is missing and no readable checkpoint "
                    + $"from {gap} to {version} stands in for it."
            ),
            "Restore the file from a copy, or ask for a version that a checkpoint still covers."
        );
    }

    private long? FirstGap(HashSet<long> commits)
    {
        for (long number = FirstCommit; number <= Version.Number; number++)
        {
            if (!commits.Contains(number))
            {
                return number;
            }
        }

        return null;
    }
}
