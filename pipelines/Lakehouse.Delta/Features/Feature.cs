namespace Lakehouse.Delta.Features;

/// <summary>Names of table features.</summary>
internal static class Feature
{
    internal const string AppendOnly = "appendOnly";
    internal const string Invariants = "invariants";
    internal const string CheckConstraints = "checkConstraints";
    internal const string ChangeDataFeed = "changeDataFeed";
    internal const string GeneratedColumns = "generatedColumns";
    internal const string ColumnMapping = "columnMapping";
    internal const string IdentityColumns = "identityColumns";
    internal const string AllowColumnDefaults = "allowColumnDefaults";
    internal const string DeletionVectors = "deletionVectors";
    internal const string TimestampNtz = "timestampNtz";
    internal const string TypeWidening = "typeWidening";
    internal const string TypeWideningPreview = "typeWidening-preview";
    internal const string DomainMetadata = "domainMetadata";
    internal const string Clustering = "clustering";
    internal const string VacuumProtocolCheck = "vacuumProtocolCheck";
    internal const string V2Checkpoint = "v2Checkpoint";
    internal const string InCommitTimestamp = "inCommitTimestamp";

    /// <summary>The features that a legacy writer version implies, for an upgrade to table features.</summary>
    internal static IEnumerable<string> ImpliedByWriter(int version)
    {
        (int Since, string Name)[] all =
        [
            (2, AppendOnly),
            (2, Invariants),
            (3, CheckConstraints),
            (4, ChangeDataFeed),
            (4, GeneratedColumns),
            (5, ColumnMapping),
            (6, IdentityColumns),
        ];
        return all.Where(feature => version >= feature.Since).Select(feature => feature.Name);
    }

    /// <summary>The features that a legacy reader version implies.</summary>
    internal static IEnumerable<string> ImpliedByReader(int version) => version >= 2 ? [ColumnMapping] : [];
}
