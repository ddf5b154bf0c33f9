using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Actions;

/// <summary>A live data file of a snapshot, as its <c>add</c> action says.</summary>
/// <param name="Path">The path under the table root, percent-decoded once, <c>/</c> between folders; or an absolute path or URI.</param>
/// <param name="PartitionValues">Physical partition column to its text, null for null.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="ModifiedAt">When the file was written.</param>
/// <param name="StatsJson">The statistics as JSON, or null.</param>
public sealed record AddFile(
    string Path,
    IReadOnlyDictionary<string, string?> PartitionValues,
    long SizeBytes,
    DateTimeOffset ModifiedAt,
    string? StatsJson);

/// <summary>The newest version that an application recorded in a table, for exactly-once writes.</summary>
/// <param name="AppId">The application's own id.</param>
/// <param name="Version">The application's own counter.</param>
/// <param name="LastUpdated">When it was recorded, or null.</param>
public sealed record SetTransaction(string AppId, long Version, DateTimeOffset? LastUpdated = null);

/// <summary>A table's metadata.</summary>
/// <param name="Id">The table id, for the life of the table.</param>
/// <param name="Schema">The logical schema.</param>
/// <param name="PartitionColumns">The partition columns in nesting order.</param>
/// <param name="Configuration">The table properties.</param>
/// <param name="Name">The name in the log, or null.</param>
/// <param name="Description">The description, or null.</param>
public sealed record Metadata(
    string Id,
    StructType Schema,
    IReadOnlyList<string> PartitionColumns,
    IReadOnlyDictionary<string, string> Configuration,
    string? Name = null,
    string? Description = null);

/// <summary>What a reader and a writer must understand.</summary>
/// <param name="MinReaderVersion">The reader version.</param>
/// <param name="MinWriterVersion">The writer version.</param>
/// <param name="ReaderFeatures">The reader features at version 3, otherwise empty.</param>
/// <param name="WriterFeatures">The writer features at version 7, otherwise empty.</param>
public sealed record Protocol(
    int MinReaderVersion,
    int MinWriterVersion,
    IReadOnlySet<string> ReaderFeatures,
    IReadOnlySet<string> WriterFeatures);

/// <summary>Where a commit came from.</summary>
/// <param name="Version">The version that the commit made.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Operation">What, for example <c>WRITE</c>; null where the writer did not say.</param>
/// <param name="Parameters">The operation's parameters, JSON texts by name.</param>
/// <param name="Metrics">The operation's metrics, by name.</param>
/// <param name="UserMetadata">The writer's own text, or null.</param>
/// <param name="TransactionId">The commit's own id, or null.</param>
/// <param name="EngineInfo">The writer, or null.</param>
public sealed record CommitInfo(
    TableVersion Version,
    DateTimeOffset Timestamp,
    string? Operation,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Metrics,
    string? UserMetadata,
    string? TransactionId,
    string? EngineInfo);
