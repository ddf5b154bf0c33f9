using System.Globalization;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Features;

/// <summary>
/// The properties of the prefix <c>delta.</c> that a table of ours may have, and their values. Properties without the
/// prefix are the user's own.
/// </summary>
internal static class KnownProperties
{
    private const string Prefix = "delta.";
    private const string TrueOrFalse = "true or false";
    private const string Duration = "an interval such as 'interval 7 days'";

    private static readonly SortedDictionary<string, (string Expected, Func<string, bool> Takes)> All = new(
        StringComparer.Ordinal
    )
    {
        ["delta.appendOnly"] = (TrueOrFalse, IsBoolean),
        ["delta.autoOptimize.autoCompact"] = ("true, false, auto or legacy", IsAutomatic),
        ["delta.autoOptimize.optimizeWrite"] = (TrueOrFalse, IsBoolean),
        ["delta.checkpoint.writeStatsAsJson"] = (TrueOrFalse, IsBoolean),
        ["delta.checkpoint.writeStatsAsStruct"] = (TrueOrFalse, IsBoolean),
        ["delta.checkpointInterval"] = ("a whole number of at least 1", text => Number(text) > 0),
        ["delta.columnMapping.mode"] = ("none, name or id", text => text is "none" or "name" or "id"),
        ["delta.dataSkippingNumIndexedCols"] = ("a whole number of at least -1", text => Number(text) >= -1),
        ["delta.dataSkippingStatsColumns"] = ("a list of columns with commas between", text => text.Trim().Length > 0),
        ["delta.deletedFileRetentionDuration"] = (Duration, IsInterval),
        ["delta.enableChangeDataFeed"] = (TrueOrFalse, IsBoolean),
        ["delta.enableDeletionVectors"] = (TrueOrFalse, IsBoolean),
        ["delta.enableExpiredLogCleanup"] = (TrueOrFalse, IsBoolean),
        [OwnTimes.EnabledKey] = (TrueOrFalse, IsBoolean),
        ["delta.isolationLevel"] = (
            "Serializable or WriteSerializable",
            text => text is nameof(IsolationLevel.Serializable) or nameof(IsolationLevel.WriteSerializable)
        ),
        ["delta.logRetentionDuration"] = (Duration, IsInterval),
        ["delta.parquet.compression.codec"] = ("zstd, snappy, gzip, lz4 or uncompressed", IsCodec),
        ["delta.setTransactionRetentionDuration"] = (Duration, IsInterval),
        ["delta.targetFileSize"] = ("a size such as 268435456 or '256mb'", text => ByteSize.TryParse(text) > 0),
        ["delta.tuneFileSizesForRewrites"] = (TrueOrFalse, IsBoolean),
    };

    /// <summary>The names of all of them, in order.</summary>
    internal static IEnumerable<string> Names => All.Keys;

    /// <summary>Refuses properties that ask for something this version does not do.</summary>
    /// <exception cref="DeltaException"><c>LH1206</c>: a property is not known, is not set this way, or its value is out
    /// of range.</exception>
    internal static void Require(IReadOnlyDictionary<string, string> configuration)
    {
        foreach ((string key, string value) in configuration)
        {
            if (!key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!All.TryGetValue(key, out (string Expected, Func<string, bool> Takes) known))
            {
                throw Refused(key);
            }

            if (!known.Takes(value))
            {
                throw new DeltaException(
                    "LH1206",
                    $"Found the value '{value}' of the table property '{key}', expected {known.Expected}.",
                    "Correct the value."
                );
            }
        }
    }

    /// <summary>Refuses to take a property away that the table is not itself without.</summary>
    /// <exception cref="DeltaException"><c>LH1206</c>: it is such a property.</exception>
    internal static void RequireUnsettable(string key)
    {
        if (RowRules.IsConstraint(key))
        {
            throw Refused(key);
        }

        if (
            key.StartsWith("delta.columnMapping.", StringComparison.Ordinal)
            || key.StartsWith("delta.inCommitTimestampEnablement", StringComparison.Ordinal)
            || key.StartsWith("delta.rowTracking.", StringComparison.Ordinal)
        )
        {
            throw new DeltaException(
                "LH1206",
                $"The table property '{key}' says how the table's files are read, expected one that can be left out.",
                "Write the rows into a new table without it."
            );
        }
    }

    /// <summary>What the writer of a name probably meant, as a next step; null where nothing is near.</summary>
    internal static string? Suggestion(string key, IEnumerable<string> known) =>
        NearName.Of(key, known) is { } near ? $"Did you mean '{near}'?" : null;

    private static DeltaException Refused(string key) =>
        RowRules.IsConstraint(key)
            ? new DeltaException(
                "LH1206",
                $"Found the table property '{key}', which is a constraint and not set as a property.",
                "Add it to the table, or drop it, as a constraint: the rows that are there have to keep it."
            )
            : new DeltaException(
                "LH1206",
                $"Found the table property '{key}', expected one of {string.Join(", ", Names)}.",
                Suggestion(key, Names) ?? "Leave it out, or create the table with software that supports it."
            );

    private static bool IsBoolean(string text) => bool.TryParse(text, out _);

    private static bool IsAutomatic(string text) => IsBoolean(text) || text is "auto" or "legacy";

    private static bool IsInterval(string text) => Interval.TryParse(text) is not null;

    private static bool IsCodec(string text) =>
        text.ToUpperInvariant() is "ZSTD" or "SNAPPY" or "GZIP" or "LZ4" or "UNCOMPRESSED" or "NONE";

    private static long Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : long.MinValue;
}
