using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Commit;

/// <summary>Gives commits their own time, in tables whose commits have one: later than that of the commit before.</summary>
internal sealed class OwnTimes(ITableStore store, LogReplay replay)
{
    /// <summary>The property that asks for it.</summary>
    internal const string EnabledKey = "delta.enableInCommitTimestamps";

    /// <summary>The property with the first version that has its own time, where earlier ones have none.</summary>
    internal const string VersionKey = "delta.inCommitTimestampEnablementVersion";

    /// <summary>The property with the time of that version, in milliseconds since 1970.</summary>
    internal const string TimeKey = "delta.inCommitTimestampEnablementTimestamp";

    /// <summary>Properties after a change: what is said of the first version counts only while times are written.</summary>
    internal static Dictionary<string, string> Settled(Dictionary<string, string> configuration)
    {
        if (!FeatureUse.AsksForOwnTimes(configuration))
        {
            _ = configuration.Remove(VersionKey);
            _ = configuration.Remove(TimeKey);
        }

        return configuration;
    }

    /// <summary>Completes a plan for one attempt to commit it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="previous">The version that it would follow, or null for a new table.</param>
    /// <param name="now">The writer's clock, in milliseconds since 1970.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The plan with its time; the same one where the table's commits have none.</returns>
    /// <exception cref="DeltaException"><c>LH1718</c>: the commit before lacks the time that the table
    /// promises.</exception>
    internal async Task<WritePlan> StampAsync(
        WritePlan plan,
        TableVersion? previous,
        long now,
        CancellationToken cancellationToken
    )
    {
        if (!plan.WritesOwnTimes)
        {
            return plan;
        }

        if (previous is not { } version)
        {
            return plan with { OwnTime = now };
        }

        long before = await TimeOfAsync(version, plan.StartsOwnTimes, cancellationToken).ConfigureAwait(false);
        long time = Math.Max(now, before + 1);
        return plan.StartsOwnTimes && plan.Metadata is { } text
            ? plan with { OwnTime = time, Metadata = Started(text, version.Next, time) }
            : plan with { OwnTime = time };
    }

    private static MetadataText Started(MetadataText text, TableVersion version, long time) =>
        text with
        {
            Configuration = new Dictionary<string, string>(text.Configuration, StringComparer.Ordinal)
            {
                [VersionKey] = version.ToString(),
                [TimeKey] = time.ToString(CultureInfo.InvariantCulture),
            },
        };

    // Where times begin, the commit before has the time of its file, as readers take it.
    private async Task<long> TimeOfAsync(TableVersion version, bool fromFile, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogAction>? actions = await replay
            .TryReadCommitAsync(version, withInfo: true, cancellationToken)
            .ConfigureAwait(false);
        long? own = actions?.OfType<LogAction.Commit>().Select(commit => commit.Info.InCommitTimestamp).FirstOrDefault();
        if (!fromFile)
        {
            return own
                ?? throw new DeltaException(
                    "LH1718",
                    $"The commit {version} of '{store.Root}' has no inCommitTimestamp, which the table's properties "
                        + "promise; the next commit must be later than it.",
                    "Restore that commit from a copy, or set delta.enableInCommitTimestamps to false with the software "
                        + "that wrote it."
                );
        }

        LogListing listing = await LogListing.ReadAsync(store, version, cancellationToken).ConfigureAwait(false);
        long file = listing
            .Commits.Where(commit => commit.Version == version)
            .Select(commit => commit.ModifiedAt.ToUnixTimeMilliseconds())
            .FirstOrDefault();
        return Math.Max(file, own ?? 0);
    }
}
