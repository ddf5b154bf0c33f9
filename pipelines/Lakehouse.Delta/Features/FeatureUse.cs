using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Features;

/// <summary>Tells which features a table really uses, from its properties and its columns.</summary>
internal static class FeatureUse
{
    /// <summary>Whether columns are mapped. The property counts only where the protocol knows the feature.</summary>
    internal static bool MapsColumns(Protocol protocol, IReadOnlyDictionary<string, string> configuration) =>
        (protocol.MinReaderVersion == 2 || protocol.ReaderFeatures.Contains(Feature.ColumnMapping))
        && configuration.TryGetValue("delta.columnMapping.mode", out string? mode)
        && !string.Equals(mode, "none", StringComparison.OrdinalIgnoreCase);

    /// <summary>How columns are found in data files.</summary>
    /// <exception cref="DeltaException"><c>LH1207</c>: the mode is none that the protocol knows.</exception>
    internal static ColumnMappingMode ColumnMapping(
        Protocol protocol,
        IReadOnlyDictionary<string, string> configuration
    )
    {
        if (!MapsColumns(protocol, configuration))
        {
            return ColumnMappingMode.None;
        }

        string mode = configuration["delta.columnMapping.mode"];
        return mode.ToUpperInvariant() switch
        {
            "NAME" => ColumnMappingMode.Name,
            "ID" => ColumnMappingMode.Id,
            _ => throw new DeltaException(
                "LH1207",
                $"Found the mode '{mode}' in the table property delta.columnMapping.mode, expected none, name or id.",
                "Read the table with a newer version, or restore the commit that set the property from a copy."
            ),
        };
    }

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
        && AsksForOwnTimes(configuration);

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

    /// <summary>Whether the properties ask for commits with a time of their own.</summary>
    internal static bool AsksForOwnTimes(IReadOnlyDictionary<string, string> configuration) =>
        IsTrue(configuration, OwnTimes.EnabledKey);

    /// <summary>The features in use that bind a writer to work that this version does not do.</summary>
    internal static IEnumerable<string> Unwritten(Metadata metadata) => ColumnRules.Unwritten(metadata.Schema);

    private static bool IsTrue(IReadOnlyDictionary<string, string> configuration, string key) =>
        configuration.TryGetValue(key, out string? value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
