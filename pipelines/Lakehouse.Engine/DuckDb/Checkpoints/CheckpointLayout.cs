namespace Lakehouse.Engine.DuckDb.Checkpoints;

/// <summary>The columns of a classic checkpoint, in the order and with the types that Spark writes.</summary>
internal static class CheckpointLayout
{
    private const string Texts = "\"MAP(VARCHAR, VARCHAR)\"";

    private const string DeletionVector = """
        {"storageType":"VARCHAR","pathOrInlineDv":"VARCHAR","offset":"INTEGER","sizeInBytes":"INTEGER",
         "cardinality":"BIGINT","maxRowIndex":"BIGINT"}
        """;

    /// <summary>
    /// Each action: its column, the leaf that is not null where a row is that action, and the column's type as
    /// <c>from_json</c> reads it.
    /// </summary>
    public static IReadOnlyList<(string Action, string RequiredLeaf, string Structure)> Written { get; } =
    [
        ("txn", "appId", """{"appId":"VARCHAR","version":"BIGINT","lastUpdated":"BIGINT"}"""),
        (
            "add",
            "path",
            $$"""
            {"path":"VARCHAR","partitionValues":{{Texts}},"size":"BIGINT","modificationTime":"BIGINT",
             "dataChange":"BOOLEAN",
             "tags":{{Texts}},"deletionVector":{{DeletionVector}},"baseRowId":"BIGINT",
             "defaultRowCommitVersion":"BIGINT",
             "clusteringProvider":"VARCHAR","stats":"VARCHAR"}
            """
        ),
        (
            "remove",
            "path",
            $$"""
            {"path":"VARCHAR","deletionTimestamp":"BIGINT","dataChange":"BOOLEAN","extendedFileMetadata":"BOOLEAN",
             "partitionValues":{{Texts}},"size":"BIGINT","deletionVector":{{DeletionVector}},"baseRowId":"BIGINT",
             "defaultRowCommitVersion":"BIGINT"}
            """
        ),
        (
            "metaData",
            "id",
            $$"""
            {"id":"VARCHAR","name":"VARCHAR","description":"VARCHAR",
             "format":{"provider":"VARCHAR","options":{{Texts}}},
             "schemaString":"VARCHAR","partitionColumns":["VARCHAR"],"configuration":{{Texts}},"createdTime":"BIGINT"}
            """
        ),
        (
            "protocol",
            "minReaderVersion",
            """
            {"minReaderVersion":"INTEGER","minWriterVersion":"INTEGER","readerFeatures":["VARCHAR"],
             "writerFeatures":["VARCHAR"]}
            """
        ),
        ("domainMetadata", "domain", """{"domain":"VARCHAR","configuration":"VARCHAR","removed":"BOOLEAN"}"""),
    ];

    /// <summary>Actions that only a checkpoint of version 2 has; they are read where they stand.</summary>
    public static IReadOnlyList<(string Action, string RequiredLeaf)> ReadToo { get; } =
    [("checkpointMetadata", "version"), ("sidecar", "path")];
}
