using System.Collections.Frozen;
using System.Text.Json;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Actions;

/// <summary>Reads the actions about the table as a whole. Null where a required member is absent.</summary>
internal static class TableActionReader
{
    /// <summary>Reads a <c>protocol</c>.</summary>
    internal static LogAction? ReadProtocol(ref Utf8JsonReader reader)
    {
        JsonFields.ExpectObject(ref reader);
        long? reads = null;
        long? writes = null;
        List<string>? readerFeatures = null;
        List<string>? writerFeatures = null;
        while (JsonFields.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("minReaderVersion"u8))
            {
                reads = JsonFields.Number(ref reader);
            }
            else if (reader.ValueTextEquals("minWriterVersion"u8))
            {
                writes = JsonFields.Number(ref reader);
            }
            else if (reader.ValueTextEquals("readerFeatures"u8))
            {
                readerFeatures = JsonFields.Texts(ref reader);
            }
            else if (reader.ValueTextEquals("writerFeatures"u8))
            {
                writerFeatures = JsonFields.Texts(ref reader);
            }
            else
            {
                JsonFields.Pass(ref reader);
            }
        }

        return reads is null || writes is null
            ? null
            : new LogAction.ChangeProtocol(
                new Protocol(
                    checked((int)reads.Value),
                    checked((int)writes.Value),
                    Names(readerFeatures),
                    Names(writerFeatures)
                )
            );
    }

    /// <summary>Reads a <c>metaData</c>.</summary>
    internal static LogAction? ReadMetadata(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        JsonFields.ExpectObject(ref reader);
        MetadataText metadata = new() { Id = "", SchemaString = "" };
        while (JsonFields.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                metadata = metadata with { Id = JsonFields.Text(ref reader) ?? "" };
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                metadata = metadata with { Name = JsonFields.Text(ref reader) };
            }
            else if (reader.ValueTextEquals("description"u8))
            {
                metadata = metadata with { Description = JsonFields.Text(ref reader) };
            }
            else if (reader.ValueTextEquals("format"u8))
            {
                metadata = ReadFormat(ref reader, content, metadata);
            }
            else if (reader.ValueTextEquals("schemaString"u8))
            {
                metadata = metadata with { SchemaString = JsonFields.Text(ref reader) ?? "" };
            }
            else if (reader.ValueTextEquals("partitionColumns"u8))
            {
                metadata = metadata with { PartitionColumns = JsonFields.Texts(ref reader) ?? [] };
            }
            else if (reader.ValueTextEquals("configuration"u8))
            {
                metadata = metadata with { Configuration = JsonFields.TextMap(ref reader, content) };
            }
            else if (reader.ValueTextEquals("createdTime"u8))
            {
                metadata = metadata with { CreatedTime = JsonFields.Number(ref reader) };
            }
            else
            {
                JsonFields.Pass(ref reader);
            }
        }

        // A pipeline of another vendor commits a table's metadata before its schema; only metadata in force needs one.
        return metadata.Id.Length == 0 && metadata.SchemaString.Length == 0
            ? null
            : new LogAction.ChangeMetadata(metadata);
    }

    /// <summary>Reads a <c>txn</c>.</summary>
    internal static LogAction? ReadTransaction(ref Utf8JsonReader reader)
    {
        JsonFields.ExpectObject(ref reader);
        string? appId = null;
        long? version = null;
        long? updated = null;
        while (JsonFields.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("appId"u8))
            {
                appId = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("version"u8))
            {
                version = JsonFields.Number(ref reader);
            }
            else if (reader.ValueTextEquals("lastUpdated"u8))
            {
                updated = JsonFields.Number(ref reader);
            }
            else
            {
                JsonFields.Pass(ref reader);
            }
        }

        if (appId is null || version is null)
        {
            return null;
        }

        DateTimeOffset? lastUpdated = updated is { } at ? Instants.FromMilliseconds(at) : null;
        return new LogAction.Transaction(new SetTransaction(appId, version.Value, lastUpdated));
    }

    /// <summary>Reads a <c>domainMetadata</c>.</summary>
    internal static LogAction? ReadDomain(ref Utf8JsonReader reader)
    {
        JsonFields.ExpectObject(ref reader);
        string? domain = null;
        string? configuration = null;
        bool? removed = null;
        while (JsonFields.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("domain"u8))
            {
                domain = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("configuration"u8))
            {
                configuration = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("removed"u8))
            {
                removed = JsonFields.Flag(ref reader);
            }
            else
            {
                JsonFields.Pass(ref reader);
            }
        }

        return domain is null
            ? null
            : new LogAction.Domain(new DomainMetadata(domain, configuration ?? "", removed ?? false));
    }

    /// <summary>Reads a <c>commitInfo</c>; members of any other shape are passed over, because they are free.</summary>
    internal static LogAction ReadCommitInfo(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        string raw = JsonText.TakeRaw(ref reader, content);
        using JsonDocument document = JsonDocument.Parse(raw);
        JsonElement info = document.RootElement;
        return new LogAction.Commit(
            new CommitText
            {
                Timestamp = WholeNumber(info, "timestamp"),
                InCommitTimestamp = WholeNumber(info, "inCommitTimestamp"),
                Operation = Text(info, "operation"),
                Parameters = Map(info, "operationParameters"),
                Metrics = Map(info, "operationMetrics"),
                UserMetadata = Text(info, "userMetadata"),
                TransactionId = Text(info, "txnId"),
                EngineInfo = Text(info, "engineInfo"),
                ReadVersion = WholeNumber(info, "readVersion"),
                IsolationLevel = Text(info, "isolationLevel"),
                IsBlindAppend =
                    info.TryGetProperty("isBlindAppend", out JsonElement blind)
                    && blind.ValueKind == JsonValueKind.True,
            }
        );
    }

    private static MetadataText ReadFormat(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> content,
        MetadataText metadata
    )
    {
        _ = reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return metadata;
        }

        JsonFields.ExpectObject(ref reader);
        while (JsonFields.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("provider"u8))
            {
                metadata = metadata with { Provider = JsonFields.Text(ref reader) ?? metadata.Provider };
            }
            else if (reader.ValueTextEquals("options"u8))
            {
                metadata = metadata with { FormatOptionsJson = JsonFields.RawObject(ref reader, content) ?? "{}" };
            }
            else
            {
                JsonFields.Pass(ref reader);
            }
        }

        return metadata;
    }

    private static FrozenSet<string> Names(List<string>? names) => (names ?? []).ToFrozenSet(StringComparer.Ordinal);

    private static string? Text(JsonElement info, string name) =>
        info.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static long? WholeNumber(JsonElement info, string name) =>
        info.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out long number)
            ? number
            : null;

    private static Dictionary<string, string> Map(JsonElement info, string name)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        if (!info.TryGetProperty(name, out JsonElement members) || members.ValueKind != JsonValueKind.Object)
        {
            return map;
        }

        foreach (JsonProperty member in members.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                map[member.Name] =
                    member.Value.ValueKind == JsonValueKind.String
                        ? member.Value.GetString()! // The kind says that it is a string.
                        : member.Value.GetRawText();
            }
        }

        return map;
    }
}
