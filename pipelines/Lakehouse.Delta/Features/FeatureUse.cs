using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Features;

/// <summary>Tells which features a table really uses, from its properties and its columns.</summary>
internal static class FeatureUse
{
    private static readonly (string Key, string Feature)[] ColumnKeys =
    [
        ("delta.invariants", Feature.Invariants),
        ("delta.generationExpression", Feature.GeneratedColumns),
        ("delta.identity.start", Feature.IdentityColumns),
        ("CURRENT_DEFAULT", Feature.AllowColumnDefaults),
    ];

    /// <summary>Whether columns are mapped. The property counts only where the protocol knows the feature.</summary>
    internal static bool MapsColumns(Protocol protocol, IReadOnlyDictionary<string, string> configuration) =>
        (protocol.MinReaderVersion == 2 || protocol.ReaderFeatures.Contains(Feature.ColumnMapping))
        && configuration.TryGetValue("delta.columnMapping.mode", out string? mode)
        && !string.Equals(mode, "none", StringComparison.OrdinalIgnoreCase);

    /// <summary>The mode of column mapping that the properties ask for.</summary>
    internal static ColumnMappingMode AskedMapping(IReadOnlyDictionary<string, string> configuration) =>
        configuration.TryGetValue("delta.columnMapping.mode", out string? mode)
        && Enum.TryParse(mode, ignoreCase: true, out ColumnMappingMode known)
            ? known
            : ColumnMappingMode.None;

    /// <summary>Whether the table may only grow.</summary>
    internal static bool IsAppendOnly(IReadOnlyDictionary<string, string> configuration) =>
        IsTrue(configuration, "delta.appendOnly");

    /// <summary>Whether changed rows have to be written beside the data.</summary>
    internal static bool RecordsChanges(IReadOnlyDictionary<string, string> configuration) =>
        IsTrue(configuration, "delta.enableChangeDataFeed");

    /// <summary>Whether writers may delete rows by deletion vectors.</summary>
    internal static bool EnablesDeletionVectors(IReadOnlyDictionary<string, string> configuration) =>
        IsTrue(configuration, "delta.enableDeletionVectors");

    /// <summary>Whether commits carry their own time.</summary>
    internal static bool HasInCommitTimestamps(Protocol protocol, IReadOnlyDictionary<string, string> configuration) =>
        protocol.WriterFeatures.Contains(Feature.InCommitTimestamp)
        && IsTrue(configuration, "delta.enableInCommitTimestamps");

    /// <summary>Whether a schema has a wall-clock time anywhere.</summary>
    internal static bool HasTimestampNtz(DataType type) =>
        type switch
        {
            PrimitiveType primitive => primitive.Kind == PrimitiveKind.TimestampNtz,
            ArrayType array => HasTimestampNtz(array.Element),
            MapType map => HasTimestampNtz(map.Key) || HasTimestampNtz(map.Value),
            StructType structure => structure.Fields.Any(field => HasTimestampNtz(field.Type)),
            _ => false,
        };

    /// <summary>The features in use that bind a writer to work that this version does not do.</summary>
    internal static IEnumerable<string> Unwritten(Metadata metadata)
    {
        if (
            metadata.Configuration.Keys.Any(key =>
                key.StartsWith("delta.constraints.", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            yield return Feature.CheckConstraints;
        }

        foreach (string feature in OfColumns(metadata.Schema))
        {
            yield return feature;
        }
    }

    private static bool IsTrue(IReadOnlyDictionary<string, string> configuration, string key) =>
        configuration.TryGetValue(key, out string? value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> OfColumns(DataType type) =>
        type switch
        {
            ArrayType array => OfColumns(array.Element),
            MapType map => OfColumns(map.Key).Concat(OfColumns(map.Value)),
            StructType structure => structure.Fields.SelectMany(field => OfField(field).Concat(OfColumns(field.Type))),
            _ => [],
        };

    private static IEnumerable<string> OfField(StructField field)
    {
        if (field.MetadataJson is null)
        {
            return [];
        }

        using JsonDocument metadata = JsonDocument.Parse(field.MetadataJson);
        return
        [
            .. ColumnKeys
                .Where(entry => metadata.RootElement.TryGetProperty(entry.Key, out _))
                .Select(entry => entry.Feature),
        ];
    }
}
