using System.Collections.Frozen;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Features;

/// <summary>Chooses the smallest protocol that a table needs, so that the most readers can read it.</summary>
internal static class NewProtocol
{
    private const int TableFeatureReader = 3;
    private const int TableFeatureWriter = 7;

    private static readonly Protocol Smallest = new(1, 2, FrozenSet<string>.Empty, FrozenSet<string>.Empty);

    /// <summary>The protocol of a table with this schema and these properties.</summary>
    /// <param name="current">The protocol in force, or null for a new table.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="configuration">The properties.</param>
    /// <returns>The protocol; the current one where it is enough.</returns>
    internal static Protocol For(
        Protocol? current,
        StructType schema,
        IReadOnlyDictionary<string, string> configuration
    )
    {
        Protocol protocol = current ?? Smallest;
        if (FeatureUse.HasTimestampNtz(schema))
        {
            protocol = WithFeature(protocol, Feature.TimestampNtz, forReaders: true);
        }

        if (FeatureUse.RecordsChanges(configuration))
        {
            protocol = WithFeature(protocol, Feature.ChangeDataFeed, forReaders: false);
        }

        if (FeatureUse.AsksForOwnTimes(configuration))
        {
            protocol = WithFeature(protocol, Feature.InCommitTimestamp, forReaders: false);
        }

        foreach (string feature in OfRules(schema, configuration))
        {
            protocol = WithFeature(protocol, feature, forReaders: false);
        }

        if (FeatureUse.EnablesDeletionVectors(configuration))
        {
            protocol = WithFeature(protocol, Feature.DeletionVectors, forReaders: true);
        }

        return FeatureUse.AskedMapping(configuration) == ColumnMappingMode.None
            ? protocol
            : WithColumnMapping(protocol);
    }

    private static IEnumerable<string> OfRules(StructType schema, IReadOnlyDictionary<string, string> configuration)
    {
        if (configuration.Keys.Any(RowRules.IsConstraint))
        {
            yield return Feature.CheckConstraints;
        }

        if (schema.Fields.Any(field => ColumnRules.GenerationExpression(field) is not null))
        {
            yield return Feature.GeneratedColumns;
        }

        if (schema.Fields.Any(field => ColumnRules.DefaultExpression(field) is not null))
        {
            yield return Feature.AllowColumnDefaults;
        }

        if (schema.Fields.Any(field => !field.IsNullable || ColumnRules.Invariant(field) is not null))
        {
            yield return Feature.Invariants;
        }
    }

    // Column mapping is the one feature that a reader version below table features implies.
    private static Protocol WithColumnMapping(Protocol protocol)
    {
        Protocol written = WithFeature(protocol, Feature.ColumnMapping, forReaders: false);
        return written.MinReaderVersion == TableFeatureReader
            ? WithFeature(written, Feature.ColumnMapping, forReaders: true)
            : written with { MinReaderVersion = 2 };
    }

    // An upgrade to table features lists all that the legacy versions implied; otherwise they would be lost.
    private static Protocol WithFeature(Protocol protocol, string feature, bool forReaders)
    {
        HashSet<string> writers = [.. Written(protocol)];
        HashSet<string> readers =
            protocol.MinReaderVersion == TableFeatureReader
                ? [.. protocol.ReaderFeatures]
                : [.. Feature.ImpliedByReader(protocol.MinReaderVersion)];
        if (writers.Contains(feature) && (!forReaders || readers.Contains(feature)))
        {
            return protocol;
        }

        _ = writers.Add(feature);
        if (!forReaders)
        {
            return new Protocol(
                protocol.MinReaderVersion,
                TableFeatureWriter,
                protocol.ReaderFeatures,
                Frozen(writers)
            );
        }

        _ = readers.Add(feature);
        return new Protocol(TableFeatureReader, TableFeatureWriter, Frozen(readers), Frozen(writers));
    }

    private static IEnumerable<string> Written(Protocol protocol) =>
        protocol.MinWriterVersion == TableFeatureWriter
            ? protocol.WriterFeatures
            : Feature.ImpliedByWriter(protocol.MinWriterVersion);

    private static FrozenSet<string> Frozen(HashSet<string> names) => names.ToFrozenSet(StringComparer.Ordinal);
}
