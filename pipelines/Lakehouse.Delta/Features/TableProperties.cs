using System.Globalization;
using Lakehouse.Delta.Commit;

namespace Lakehouse.Delta.Features;

/// <summary>What table properties ask for, with their defaults.</summary>
internal static class TableProperties
{
    private const int DefaultCheckpointInterval = 10;
    private const int DefaultIndexedColumns = 32;
    private const string DefaultCompression = "zstd";
    private const string IsolationKey = "delta.isolationLevel";

    private static readonly TimeSpan DefaultFileRetention = TimeSpan.FromDays(7);
    private static readonly TimeSpan DefaultLogRetention = TimeSpan.FromDays(30);

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

    /// <summary>About how large a data file may become, in bytes; null where the table does not say.</summary>
    internal static long? TargetFileSize(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue("delta.targetFileSize", out string? text) && ByteSize.TryParse(text) is > 0 and var size
            ? size
            : null;

    /// <summary>How data files are compressed, as Parquet names it.</summary>
    internal static string Compression(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue("delta.parquet.compression.codec", out string? text)
            ? text.ToUpperInvariant() switch
            {
                "SNAPPY" => "snappy",
                "GZIP" => "gzip",
                "LZ4" => "lz4_raw",
                "NONE" or "UNCOMPRESSED" => "uncompressed",
                _ => DefaultCompression,
            }
            : DefaultCompression;
}
