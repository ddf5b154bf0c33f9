using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Lakehouse.Delta.Paths;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Actions;

/// <summary>Writes actions as commits and checkpoints have them: one JSON object a line.</summary>
internal static class ActionWriter
{
    /// <summary>Writes a commit.</summary>
    internal static byte[] WriteCommit(IEnumerable<LogAction> actions)
    {
        ArrayBufferWriter<byte> buffer = new(4096);
        foreach (LogAction action in actions)
        {
            WriteLine(buffer, action);
            buffer.Write("\n"u8);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes one action.</summary>
    internal static string Write(LogAction action)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        WriteLine(buffer, action);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteLine(ArrayBufferWriter<byte> buffer, LogAction action)
    {
        using Utf8JsonWriter writer = JsonText.Writer(buffer);
        writer.WriteStartObject();
        switch (action)
        {
            case LogAction.Add added:
                WriteAdd(writer, added);
                break;
            case LogAction.Remove removed:
                WriteRemove(writer, removed.File);
                break;
            case LogAction.AddChanges changes:
                WriteChanges(writer, changes.File);
                break;
            case LogAction.ChangeMetadata changed:
                WriteMetadata(writer, changed.Metadata);
                break;
            case LogAction.ChangeProtocol changed:
                WriteProtocol(writer, changed.Protocol);
                break;
            case LogAction.Transaction transaction:
                WriteTransaction(writer, transaction.Entry);
                break;
            case LogAction.Domain domain:
                writer.WriteStartObject("domainMetadata");
                writer.WriteString("domain", domain.Entry.Domain);
                writer.WriteString("configuration", domain.Entry.Configuration);
                writer.WriteBoolean("removed", domain.Entry.IsRemoved);
                writer.WriteEndObject();
                break;
            case LogAction.Commit commit:
                WriteCommitInfo(writer, commit.Info);
                break;
            default:
                throw new UnreachableException();
        }

        writer.WriteEndObject();
    }

    private static void WriteAdd(Utf8JsonWriter writer, LogAction.Add added)
    {
        AddFile file = added.File;
        writer.WriteStartObject("add");
        writer.WriteString("path", file.LogText ?? LogPath.Encode(file.Path));
        WritePartitionValues(writer, file.PartitionValues);
        writer.WriteNumber("size", file.SizeBytes);
        writer.WriteNumber("modificationTime", file.ModifiedAt.ToUnixTimeMilliseconds());
        writer.WriteBoolean("dataChange", added.DataChange);
        WriteOptional(writer, "stats", file.StatsJson);
        if (file.TagsJson is { } tags)
        {
            writer.WritePropertyName("tags");
            writer.WriteRawValue(tags);
        }

        DeletionVectorFields.Write(writer, file.DeletionVector);
        WriteRowTracking(writer, file.BaseRowId, file.DefaultRowCommitVersion);
        WriteOptional(writer, "clusteringProvider", file.ClusteringProvider);
        writer.WriteEndObject();
    }

    private static void WriteRowTracking(Utf8JsonWriter writer, long? baseRowId, long? commitVersion)
    {
        if (baseRowId is { } id)
        {
            writer.WriteNumber("baseRowId", id);
        }

        if (commitVersion is { } version)
        {
            writer.WriteNumber("defaultRowCommitVersion", version);
        }
    }

    private static void WriteRemove(Utf8JsonWriter writer, RemovedFile file)
    {
        writer.WriteStartObject("remove");
        writer.WriteString("path", file.LogText ?? LogPath.Encode(file.Path));
        writer.WriteNumber("deletionTimestamp", file.DeletionTimestamp);
        writer.WriteBoolean("dataChange", file.DataChange);
        bool isExtended = file is { PartitionValues: not null, SizeBytes: not null };
        writer.WriteBoolean("extendedFileMetadata", isExtended);
        if (isExtended)
        {
            WritePartitionValues(writer, file.PartitionValues!); // Not null where it is extended.
            writer.WriteNumber("size", file.SizeBytes!.Value); // Not null where it is extended.
        }

        DeletionVectorFields.Write(writer, file.DeletionVector);
        WriteRowTracking(writer, file.BaseRowId, file.DefaultRowCommitVersion);
        writer.WriteEndObject();
    }

    private static void WriteChanges(Utf8JsonWriter writer, ChangeFile file)
    {
        writer.WriteStartObject("cdc");
        writer.WriteString("path", LogPath.Encode(file.Path));
        WritePartitionValues(writer, file.PartitionValues);
        writer.WriteNumber("size", file.SizeBytes);
        writer.WriteBoolean("dataChange", value: false);
        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, MetadataText metadata)
    {
        writer.WriteStartObject("metaData");
        writer.WriteString("id", metadata.Id);
        WriteOptional(writer, "name", metadata.Name);
        WriteOptional(writer, "description", metadata.Description);
        writer.WriteStartObject("format");
        writer.WriteString("provider", metadata.Provider);
        writer.WritePropertyName("options");
        writer.WriteRawValue(metadata.FormatOptionsJson);
        writer.WriteEndObject();
        writer.WriteString("schemaString", metadata.SchemaString);
        WriteList(writer, "partitionColumns", metadata.PartitionColumns);
        WriteMap(writer, "configuration", metadata.Configuration);
        if (metadata.CreatedTime is { } created)
        {
            writer.WriteNumber("createdTime", created);
        }

        writer.WriteEndObject();
    }

    private static void WriteProtocol(Utf8JsonWriter writer, Protocol protocol)
    {
        writer.WriteStartObject("protocol");
        writer.WriteNumber("minReaderVersion", protocol.MinReaderVersion);
        writer.WriteNumber("minWriterVersion", protocol.MinWriterVersion);

        // Below these versions the lists must be absent, at them they must be there.
        if (protocol.MinReaderVersion >= 3)
        {
            WriteList(writer, "readerFeatures", protocol.ReaderFeatures.Order(StringComparer.Ordinal));
        }

        if (protocol.MinWriterVersion >= 7)
        {
            WriteList(writer, "writerFeatures", protocol.WriterFeatures.Order(StringComparer.Ordinal));
        }

        writer.WriteEndObject();
    }

    private static void WriteTransaction(Utf8JsonWriter writer, SetTransaction transaction)
    {
        writer.WriteStartObject("txn");
        writer.WriteString("appId", transaction.AppId);
        writer.WriteNumber("version", transaction.Version);
        if (transaction.LastUpdated is { } updated)
        {
            writer.WriteNumber("lastUpdated", updated.ToUnixTimeMilliseconds());
        }

        writer.WriteEndObject();
    }

    private static void WriteCommitInfo(Utf8JsonWriter writer, CommitText info)
    {
        writer.WriteStartObject("commitInfo");
        if (info.InCommitTimestamp is { } ownTime)
        {
            writer.WriteNumber("inCommitTimestamp", ownTime);
        }

        writer.WriteNumber("timestamp", info.Timestamp ?? 0);
        WriteOptional(writer, "operation", info.Operation);
        WriteMap(writer, "operationParameters", info.Parameters);
        if (info.ReadVersion is { } read)
        {
            writer.WriteNumber("readVersion", read);
        }

        WriteOptional(writer, "isolationLevel", info.IsolationLevel);
        writer.WriteBoolean("isBlindAppend", info.IsBlindAppend);
        WriteMap(writer, "operationMetrics", info.Metrics);
        WriteOptional(writer, "userMetadata", info.UserMetadata);
        WriteOptional(writer, "engineInfo", info.EngineInfo);
        WriteOptional(writer, "txnId", info.TransactionId);
        writer.WriteEndObject();
    }

    private static void WritePartitionValues(Utf8JsonWriter writer, IReadOnlyDictionary<string, string?> values)
    {
        writer.WriteStartObject("partitionValues");
        foreach ((string column, string? value) in values)
        {
            writer.WriteString(column, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> map)
    {
        writer.WriteStartObject(name);
        foreach ((string key, string value) in map)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
