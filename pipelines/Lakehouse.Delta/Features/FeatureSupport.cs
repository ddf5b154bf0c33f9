using System.Collections.Frozen;
using System.Globalization;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Features;

/// <summary>
/// Which protocol versions and features this version reads, and which it writes. The one place that says so.
/// </summary>
/// <remarks>
/// A feature may be listed here although a table that really uses it is refused by <see cref="FeatureUse"/>: old
/// protocol versions imply features that most of their tables never use.
/// </remarks>
internal static class FeatureSupport
{
    private const int TableFeatureReader = 3;
    private const int TableFeatureWriter = 7;

    /// <summary>The reader features of tables that are read.</summary>
    internal static readonly FrozenSet<string> Readable = Set(
        Feature.ColumnMapping,
        Feature.DeletionVectors,
        Feature.TimestampNtz,
        Feature.TypeWidening,
        Feature.TypeWideningPreview,
        Feature.VacuumProtocolCheck,
        Feature.V2Checkpoint
    );

    /// <summary>The writer features of tables that are written.</summary>
    internal static readonly FrozenSet<string> Writable = Set(
        Feature.AppendOnly,
        Feature.Invariants,
        Feature.CheckConstraints,
        Feature.ChangeDataFeed,
        Feature.GeneratedColumns,
        Feature.ColumnMapping,
        Feature.IdentityColumns,
        Feature.AllowColumnDefaults,
        Feature.DeletionVectors,
        Feature.TimestampNtz,
        Feature.DomainMetadata,
        Feature.Clustering,
        Feature.VacuumProtocolCheck,
        Feature.InCommitTimestamp
    );

    /// <summary>Refuses a table that this version would misread.</summary>
    /// <param name="protocol">The table's protocol.</param>
    /// <param name="configuration">The table's properties, or null where the log gave none.</param>
    /// <param name="root">The table, for the message.</param>
    /// <exception cref="DeltaException"><c>LH1201</c>: it needs more; <c>LH1203</c>: its protocol contradicts
    /// itself.</exception>
    internal static void RequireReadable(
        Protocol protocol,
        IReadOnlyDictionary<string, string>? configuration,
        string root
    )
    {
        if (protocol.MinReaderVersion is < 1 or > TableFeatureReader)
        {
            throw new DeltaException(
                "LH1201",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The table '{root}' needs reader version {protocol.MinReaderVersion}, expected 1 to "
                        + $"{TableFeatureReader}."
                ),
                "Read it with a newer version."
            );
        }

        if (protocol.MinReaderVersion == TableFeatureReader && protocol.MinWriterVersion < TableFeatureWriter)
        {
            throw new DeltaException(
                "LH1203",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The protocol of '{root}' is reader {protocol.MinReaderVersion}, writer "
                        + $"{protocol.MinWriterVersion}; reader 3 exists only with writer 7."
                ),
                "Restore the commit that holds the newest protocol action from a copy."
            );
        }

        List<string> refused =
            protocol.MinReaderVersion == TableFeatureReader ? Missing(protocol.ReaderFeatures, Readable) : [];
        if (configuration is not null)
        {
            _ = FeatureUse.ColumnMapping(protocol, configuration);
        }

        if (refused.Count > 0)
        {
            throw Unreadable(root, refused, "");
        }
    }

    /// <summary>The refusal of a table for features of readers.</summary>
    internal static DeltaException Unreadable(string root, IEnumerable<string> features, string place) =>
        new(
            "LH1201",
            $"The table '{root}'{place} needs the reader features {string.Join(", ", features)}, which this version "
                + "does not read.",
            "Read it with a newer version, or write it without those features."
        );

    /// <summary>Refuses a table whose features this version would break by a write.</summary>
    /// <param name="protocol">The protocol that the write commits under.</param>
    /// <param name="metadata">The metadata that the write commits under.</param>
    /// <param name="root">The table, for the message.</param>
    /// <exception cref="DeltaException"><c>LH1202</c>: it needs more, or what <see cref="RequireReadable"/>
    /// throws.</exception>
    internal static void RequireWritable(Protocol protocol, Metadata metadata, string root)
    {
        RequireReadable(protocol, metadata.Configuration, root);
        if (protocol.MinWriterVersion is < 1 or > TableFeatureWriter)
        {
            throw new DeltaException(
                "LH1202",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The table '{root}' needs writer version {protocol.MinWriterVersion}, expected 1 to "
                        + $"{TableFeatureWriter}."
                ),
                "Write it with a newer version."
            );
        }

        List<string> refused =
            protocol.MinWriterVersion == TableFeatureWriter ? Missing(protocol.WriterFeatures, Writable) : [];
        refused.AddRange(FeatureUse.Unwritten(metadata));

        if (refused.Count > 0)
        {
            throw new DeltaException(
                "LH1202",
                $"The table '{root}' needs the writer features "
                    + $"{string.Join(", ", refused.Distinct(StringComparer.Ordinal))}, which this version does not "
                    + "write.",
                "Write it with the software that made it, or copy its rows to a table without those features."
            );
        }
    }

    private static List<string> Missing(IReadOnlySet<string> needed, FrozenSet<string> known) =>
        [.. needed.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal)];

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
