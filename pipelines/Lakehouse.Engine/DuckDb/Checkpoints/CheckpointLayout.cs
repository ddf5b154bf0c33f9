namespace Lakehouse.Engine.DuckDb.Checkpoints;

/// <summary>The columns of a classic checkpoint, in the order and with the types that Spark writes.</summary>
internal static class CheckpointLayout
{
    private const string Texts = "MAP(VARCHAR, VARCHAR)";

    private const string DeletionVector =
        "STRUCT(storageType VARCHAR, pathOrInlineDv VARCHAR, \"offset\" INTEGER, sizeInBytes INTEGER, cardinality BIGINT, maxRowIndex BIGINT)";

    /// <summary>Each action: its column, the leaf that is not null where a row is that action, and the column's type.</summary>
    public static IReadOnlyList<(string Action, string RequiredLeaf, string Type)> Written { get; } =
    [
        ("txn", "appId", "STRUCT(appId VARCHAR, version BIGINT, lastUpdated BIGINT)"),
        ("add", "path", $"STRUCT(path VARCHAR, partitionValues {Texts}, size BIGINT, modificationTime BIGINT, dataChange BOOLEAN, tags {Texts}, deletionVector {DeletionVector}, baseRowId BIGINT, defaultRowCommitVersion BIGINT, clusteringProvider VARCHAR, stats VARCHAR)"),
        ("remove", "path", $"STRUCT(path VARCHAR, deletionTimestamp BIGINT, dataChange BOOLEAN, extendedFileMetadata BOOLEAN, partitionValues {Texts}, size BIGINT, deletionVector {DeletionVector}, baseRowId BIGINT, defaultRowCommitVersion BIGINT)"),
        ("metaData", "id", $"STRUCT(id VARCHAR, \"name\" VARCHAR, description VARCHAR, format STRUCT(provider VARCHAR, options {Texts}), schemaString VARCHAR, partitionColumns VARCHAR[], configuration {Texts}, createdTime BIGINT)"),
        ("protocol", "minReaderVersion", "STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER, readerFeatures VARCHAR[], writerFeatures VARCHAR[])"),
        ("domainMetadata", "domain", "STRUCT(\"domain\" VARCHAR, configuration VARCHAR, removed BOOLEAN)"),
    ];

    /// <summary>Actions that only a checkpoint of version 2 has; they are read where they stand.</summary>
    public static IReadOnlyList<(string Action, string RequiredLeaf)> ReadToo { get; } =
    [
        ("checkpointMetadata", "version"),
        ("sidecar", "path"),
    ];
}
