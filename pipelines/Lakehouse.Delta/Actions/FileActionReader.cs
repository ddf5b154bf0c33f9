using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Paths;

namespace Lakehouse.Delta.Actions;

/// <summary>
/// Reads <c>add</c>, <c>remove</c> and <c>sidecar</c>. Remembers the partition columns that it saw last.
/// </summary>
internal sealed class FileActionReader
{
    private readonly List<string> _names = [];
    private readonly List<string?> _values = [];
    private string[] _sharedNames = [];

    /// <summary>Reads an <c>add</c>; null where it has no path.</summary>
    internal LogAction? ReadAdd(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        FileMembers file = ReadMembers(ref reader, content);
        if (file.Path is null)
        {
            return null;
        }

        string path = LogPath.Decode(file.Path);
        AddFile added = new(
            path,
            file.PartitionValues ?? PartitionValueMap.Empty,
            file.Size ?? 0,
            Instants.FromMilliseconds(file.ModificationTime ?? 0),
            string.IsNullOrEmpty(file.Stats) ? file.CountOnly() : file.Stats
        )
        {
            LogText = ReferenceEquals(path, file.Path) ? null : file.Path,
            TagsJson = file.Tags,
            DeletionVector = file.DeletionVector,
            BaseRowId = file.BaseRowId,
            DefaultRowCommitVersion = file.DefaultRowCommitVersion,
            ClusteringProvider = file.ClusteringProvider,
        };
        return new LogAction.Add(added, file.DataChange ?? true);
    }

    /// <summary>Reads a <c>remove</c>; null where it has no path.</summary>
    internal LogAction? ReadRemove(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        FileMembers file = ReadMembers(ref reader, content);
        if (file.Path is null)
        {
            return null;
        }

        string path = LogPath.Decode(file.Path);
        RemovedFile removed = new(
            path,
            file.DeletionTimestamp ?? 0,
            file.DataChange ?? true,
            file.PartitionValues,
            file.Size
        )
        {
            LogText = ReferenceEquals(path, file.Path) ? null : file.Path,
            DeletionVector = file.DeletionVector,
            BaseRowId = file.BaseRowId,
            DefaultRowCommitVersion = file.DefaultRowCommitVersion,
        };
        return new LogAction.Remove(removed);
    }

    /// <summary>Reads a <c>sidecar</c>; null where it has no path.</summary>
    internal static LogAction? ReadSidecar(ref Utf8JsonReader reader)
    {
        JsonFields.ExpectObject(ref reader);
        string? path = null;
        while (JsonFields.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("path"u8))
            {
                path = JsonFields.Text(ref reader);
            }
            else
            {
                JsonFields.Pass(ref reader);
            }
        }

        return path is null ? null : new LogAction.Sidecar(LogPath.Decode(path));
    }

    private FileMembers ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        FileMembers file = default;
        JsonFields.ExpectObject(ref reader);
        while (JsonFields.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("path"u8))
            {
                file.Path = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("partitionValues"u8))
            {
                file.PartitionValues = ReadPartitionValues(ref reader);
            }
            else if (reader.ValueTextEquals("stats"u8))
            {
                file.Stats = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("stats_parsed"u8))
            {
                file.ParsedRowCount = ReadRowCount(ref reader);
            }
            else if (reader.ValueTextEquals("tags"u8))
            {
                file.Tags = JsonFields.RawObject(ref reader, content);
            }
            else if (reader.ValueTextEquals("deletionVector"u8))
            {
                file.DeletionVector = DeletionVectorFields.Read(ref reader);
            }
            else
            {
                ReadScalar(ref reader, ref file);
            }
        }

        return file;
    }

    private static void ReadScalar(ref Utf8JsonReader reader, ref FileMembers file)
    {
        if (reader.ValueTextEquals("size"u8))
        {
            file.Size = JsonFields.Number(ref reader);
        }
        else if (reader.ValueTextEquals("modificationTime"u8))
        {
            file.ModificationTime = JsonFields.Number(ref reader);
        }
        else if (reader.ValueTextEquals("deletionTimestamp"u8))
        {
            file.DeletionTimestamp = JsonFields.Number(ref reader);
        }
        else if (reader.ValueTextEquals("dataChange"u8))
        {
            file.DataChange = JsonFields.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("baseRowId"u8))
        {
            file.BaseRowId = JsonFields.Number(ref reader);
        }
        else if (reader.ValueTextEquals("defaultRowCommitVersion"u8))
        {
            file.DefaultRowCommitVersion = JsonFields.Number(ref reader);
        }
        else if (reader.ValueTextEquals("clusteringProvider"u8))
        {
            file.ClusteringProvider = JsonFields.Text(ref reader);
        }
        else
        {
            JsonFields.Pass(ref reader);
        }
    }

    // A checkpoint may hold statistics as a struct only. Its values are typed by the writer's schema, so that only
    // the row count can be taken over as it is; a file without bounds is never skipped.
    private static long? ReadRowCount(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        JsonFields.ExpectObject(ref reader);
        long? count = null;
        while (JsonFields.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("numRecords"u8))
            {
                count = JsonFields.Number(ref reader);
            }
            else
            {
                JsonFields.Pass(ref reader);
            }
        }

        return count;
    }

    private PartitionValueMap? ReadPartitionValues(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        JsonFields.ExpectObject(ref reader);
        _names.Clear();
        _values.Clear();
        while (JsonFields.NextMember(ref reader))
        {
            int at = _names.Count;
            string name =
                at < _sharedNames.Length && reader.ValueTextEquals(_sharedNames[at])
                    ? _sharedNames[at]
                    : reader.GetString()!; // A member's name is never null.
            _names.Add(name);
            _values.Add(JsonFields.Text(ref reader));
        }

        if (_names.Count == 0)
        {
            return PartitionValueMap.Empty;
        }

        if (!_sharedNames.AsSpan().SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_names)))
        {
            _sharedNames = [.. _names];
        }

        return new PartitionValueMap(_sharedNames, [.. _values]);
    }

    private struct FileMembers
    {
        internal string? Path;
        internal PartitionValueMap? PartitionValues;
        internal string? Stats;
        internal long? ParsedRowCount;
        internal string? Tags;
        internal DeletionVectorDescriptor? DeletionVector;
        internal long? Size;
        internal long? ModificationTime;
        internal long? DeletionTimestamp;
        internal bool? DataChange;
        internal long? BaseRowId;
        internal long? DefaultRowCommitVersion;
        internal string? ClusteringProvider;

        internal readonly string? CountOnly() =>
            ParsedRowCount is { } count
                ? string.Create(CultureInfo.InvariantCulture, $$"""{"numRecords":{{count}}}""")
                : null;
    }
}
