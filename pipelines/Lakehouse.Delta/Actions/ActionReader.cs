using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Lakehouse.Delta.Actions;

/// <summary>
/// Reads the actions of commits and checkpoints. Not safe to share between threads: it remembers names.
/// </summary>
/// <remarks>
/// Liberal in form: blank lines, a missing last newline, documents over several lines, unknown actions and unknown
/// members are all accepted, as the protocol asks.
/// </remarks>
internal sealed class ActionReader
{
    private static readonly JsonReaderOptions ManyValues = new() { AllowMultipleValues = true, MaxDepth = 128 };

    private static readonly string[] ActionNames =
    [
        "add",
        "remove",
        "commitInfo",
        "metaData",
        "protocol",
        "txn",
        "domainMetadata",
        "sidecar",
        "cdc",
    ];

    private readonly FileActionReader _files = new();

    /// <summary>Reads a commit.</summary>
    /// <param name="content">The file's bytes; none at all is a commit without actions.</param>
    /// <param name="place">The file, for messages.</param>
    /// <param name="withInfo">Whether <c>commitInfo</c> and <c>cdc</c> are wanted, which no state holds.</param>
    /// <exception cref="DeltaException"><c>LH1103</c>: the text is damaged; <c>LH1107</c>: an action lacks a
    /// member.</exception>
    internal List<LogAction> ReadCommit(ReadOnlySpan<byte> content, string place, bool withInfo)
    {
        List<LogAction> actions = [];
        if (content.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        Utf8JsonReader reader = new(content, ManyValues);
        try
        {
            while (reader.Read())
            {
                int before = actions.Count;
                ReadDocument(ref reader, content, actions, withInfo, out string? incomplete);
                if (incomplete is not null && actions.Count == before)
                {
                    throw new DeltaException(
                        "LH1107",
                        $"An action '{incomplete}' in '{place}' lacks a member that the protocol requires.",
                        "Restore that file from a copy."
                    );
                }
            }
        }
        catch (Exception failure)
            when (failure is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw Damaged(place, reader.BytesConsumed, failure);
        }

        return actions;
    }

    /// <summary>Reads one action of a checkpoint.</summary>
    /// <param name="json">The text; members that are null or that lack what is required are absent.</param>
    /// <param name="place">The file, for messages.</param>
    /// <returns>The action, or null for one that the state does not hold.</returns>
    /// <exception cref="DeltaException"><c>LH1103</c>: the text is damaged.</exception>
    internal LogAction? ReadCheckpointLine(string json, string place)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            ReadOnlySpan<byte> content = bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, bytes));
            Utf8JsonReader reader = new(content, ManyValues);
            _ = reader.Read();
            List<LogAction> actions = new(1);
            ReadDocument(ref reader, content, actions, withInfo: false, out _);
            return actions.Count == 0 ? null : actions[0];
        }
        catch (Exception failure)
            when (failure is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw Damaged(place, 0, failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static DeltaException Damaged(string place, long position, Exception failure) =>
        new(
            "LH1103",
            $"Found text that is no Delta action near byte {position} of '{place}', expected one JSON object an "
                + $"action: {failure.Message}",
            "Restore that file from a copy.",
            failure
        );

    private void ReadDocument(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> content,
        List<LogAction> actions,
        bool withInfo,
        out string? incomplete
    )
    {
        incomplete = null;
        JsonFields.ExpectObject(ref reader);
        while (JsonFields.NextMember(ref reader))
        {
            string? name = KnownName(ref reader);
            _ = reader.Read();
            if (name is null || reader.TokenType == JsonTokenType.Null || (!withInfo && name is ("commitInfo" or "cdc")))
            {
                reader.Skip();
                continue;
            }

            if (ReadAction(name, ref reader, content) is { } action)
            {
                actions.Add(action);
            }
            else
            {
                incomplete = name;
            }
        }
    }

    // The names are compared as bytes: a log has one for every file, and each would be a new string otherwise.
    private static string? KnownName(ref Utf8JsonReader reader)
    {
        foreach (string name in ActionNames)
        {
            if (reader.ValueTextEquals(name))
            {
                return name;
            }
        }

        return null;
    }

    private LogAction? ReadAction(string name, ref Utf8JsonReader reader, ReadOnlySpan<byte> content) =>
        name switch
        {
            "add" => _files.ReadAdd(ref reader, content),
            "remove" => _files.ReadRemove(ref reader, content),
            "metaData" => TableActionReader.ReadMetadata(ref reader, content),
            "protocol" => TableActionReader.ReadProtocol(ref reader),
            "txn" => TableActionReader.ReadTransaction(ref reader),
            "domainMetadata" => TableActionReader.ReadDomain(ref reader),
            "cdc" => _files.ReadChanges(ref reader, content),
            "commitInfo" => TableActionReader.ReadCommitInfo(ref reader, content),
            _ => FileActionReader.ReadSidecar(ref reader),
        };
}
