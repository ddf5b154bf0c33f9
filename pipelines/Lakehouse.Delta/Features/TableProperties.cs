using System.Collections.Frozen;
using System.Globalization;
using Lakehouse.Delta.Commit;

namespace Lakehouse.Delta.Features;

/// <summary>The table properties that this version knows, with their defaults.</summary>
internal static class TableProperties
{
    private const int DefaultCheckpointInterval = 10;
    private const int DefaultIndexedColumns = 32;
    private const string IsolationKey = "delta.isolationLevel";

    private static readonly TimeSpan DefaultFileRetention = TimeSpan.FromDays(7);
    private static readonly TimeSpan DefaultLogRetention = TimeSpan.FromDays(30);

    // Properties that a new table may have without any duty for a writer beyond what this version does.
    private static readonly FrozenSet<string> Known = new[]
    {
        "delta.appendOnly",
        "delta.enableChangeDataFeed",
        "delta.enableDeletionVectors",
        "delta.columnMapping.mode",
        "delta.checkpointInterval",
        "delta.logRetentionDuration",
        "delta.deletedFileRetentionDuration",
        "delta.setTransactionRetentionDuration",
        "delta.enableExpiredLogCleanup",
        "delta.dataSkippingNumIndexedCols",
        "delta.dataSkippingStatsColumns",
        "delta.targetFileSize",
        "delta.autoOptimize.autoCompact",
        "delta.autoOptimize.optimizeWrite",
        "delta.tuneFileSizesForRewrites",
        "delta.checkpoint.writeStatsAsJson",
        "delta.checkpoint.writeStatsAsStruct",
        "delta.parquet.compression.codec",
        IsolationKey,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>After how many commits a checkpoint is due; at least 1.</summary>
    internal static int CheckpointInterval(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue("delta.checkpointInterval", out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int interval)
        && interval > 0
            ? interval
            : DefaultCheckpointInterval;

    /// <summary>For how long a tombstone is kept.</summary>
    internal static TimeSpan FileRetention(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue("delta.deletedFileRetentionDuration", out string? text)
        && Interval.TryParse(text) is { } kept
            ? kept
            : DefaultFileRetention;

    /// <summary>For how long commits are kept that no checkpoint within that time needs.</summary>
    internal static TimeSpan LogRetention(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue("delta.logRetentionDuration", out string? text) && Interval.TryParse(text) is { } kept
            ? kept
            : DefaultLogRetention;

    /// <summary>Whether expired commits are deleted after a checkpoint.</summary>
    internal static bool CleansLog(IReadOnlyDictionary<string, string> configuration) =>
        !configuration.TryGetValue("delta.enableExpiredLogCleanup", out string? text)
        || !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>About how large a data file should be, in bytes, or null where the table does not say.</summary>
    internal static long? TargetFileSize(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue("delta.targetFileSize", out string? text) ? ByteSize.TryParse(text) : null;

    /// <summary>For how long an application transaction is kept, or null for ever.</summary>
    internal static TimeSpan? TransactionRetention(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue("delta.setTransactionRetentionDuration", out string? text)
            ? Interval.TryParse(text)
            : null;

    /// <summary>The isolation level of writes that change rows.</summary>
    internal static IsolationLevel Isolation(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue(IsolationKey, out string? text)
        && string.Equals(text, nameof(IsolationLevel.WriteSerializable), StringComparison.OrdinalIgnoreCase)
            ? IsolationLevel.WriteSerializable
            : IsolationLevel.Serializable;

    /// <summary>How many leaf columns have statistics; -1 for all.</summary>
    internal static int IndexedColumns(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue("delta.dataSkippingNumIndexedCols", out string? text)
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count)
        && count >= -1
            ? count
            : DefaultIndexedColumns;

    /// <summary>The columns that have statistics, as the property lists them, or null for the first ones.</summary>
    internal static string? StatisticsColumns(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue("delta.dataSkippingStatsColumns", out string? text) ? text : null;

    /// <summary>Refuses properties of a new table that ask for something this version does not do.</summary>
    /// <exception cref="DeltaException"><c>LH1206</c>: a property is not known, or its value is out of
    /// range.</exception>
    internal static void RequireKnown(IReadOnlyDictionary<string, string> configuration)
    {
        foreach ((string key, string value) in configuration)
        {
            if (key.StartsWith("delta.", StringComparison.OrdinalIgnoreCase) && !Known.Contains(key))
            {
                throw new DeltaException(
                    "LH1206",
                    $"Found the table property '{key}', expected one of "
                        + $"{string.Join(", ", Known.Order(StringComparer.Ordinal))}.",
                    "Leave it out, or create the table with software that supports it."
                );
            }

            RequireValue(key, value);
        }
    }

    private static void RequireValue(string key, string value)
    {
        bool accepted = key switch
        {
            "delta.appendOnly"
            or "delta.enableChangeDataFeed"
            or "delta.enableDeletionVectors"
            or "delta.enableExpiredLogCleanup" => bool.TryParse(value, out _),
            "delta.targetFileSize" => ByteSize.TryParse(value) is > 0,
            IsolationKey => value is nameof(IsolationLevel.Serializable) or nameof(IsolationLevel.WriteSerializable),
            "delta.columnMapping.mode" => value is "none" or "name" or "id",
            "delta.checkpointInterval" => int.TryParse(
                value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int interval
            )
                && interval > 0,
            "delta.deletedFileRetentionDuration"
            or "delta.logRetentionDuration"
            or "delta.setTransactionRetentionDuration" => Interval.TryParse(value) is not null,
            "delta.dataSkippingNumIndexedCols" => int.TryParse(
                value,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out int count
            )
                && count >= -1,
            _ => true,
        };
        if (!accepted)
        {
            throw new DeltaException(
                "LH1206",
                $"Found the value '{value}' of the table property '{key}', expected {Expected(key)}.",
                "Correct the value."
            );
        }
    }

    private static string Expected(string key) =>
        key switch
        {
            "delta.checkpointInterval" => "a whole number of at least 1",
            "delta.dataSkippingNumIndexedCols" => "a whole number of at least -1",
            "delta.appendOnly"
            or "delta.enableChangeDataFeed"
            or "delta.enableDeletionVectors"
            or "delta.enableExpiredLogCleanup" => "true or false",
            "delta.targetFileSize" => "a size in bytes, or with a unit such as 128mb",
            IsolationKey => "Serializable or WriteSerializable",
            "delta.columnMapping.mode" => "none, name or id",
            _ => "an interval such as 'interval 7 days'",
        };
}
