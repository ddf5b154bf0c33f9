using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>
/// Loads deletion vectors of one table and checks them: size, checksum, number of rows. Remembers the file that it read
/// last, because one file has the vectors of many data files.
/// </summary>
/// <remarks>Not safe to share between threads.</remarks>
/// <param name="store">The table's files.</param>
public sealed class DeletionVectorReader(ITableStore store)
{
    private (string Path, byte[] Content)? _last;

    /// <summary>Loads the rows that a deletion vector deletes.</summary>
    /// <param name="vector">Where it is.</param>
    /// <param name="dataFile">The data file that it belongs to, for messages.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The positions of the deleted rows in the data file.</returns>
    /// <exception cref="DeltaException"><c>LH1601</c>: it is damaged; <c>LH1602</c>: its file is missing;
    /// <c>LH1603</c>: its place is of a kind that this version does not know.</exception>
    public async Task<RowPositionSet> ReadAsync(
        DeletionVectorDescriptor vector,
        string dataFile,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (vector.IsInline)
        {
            return Decode(vector, dataFile, "the log", () => TakeInline(vector));
        }

        string path =
            DeletionVectorPath.TryOf(vector)
            ?? throw new DeltaException(
                "LH1603",
                $"The deletion vector of '{dataFile}' in '{store.Root}' has the storage type "
                    + $"'{vector.StorageType}' and the place '{vector.PathOrInline}', expected an id with u, a path "
                    + "with p, or the vector itself with i.",
                "Read the table with a newer version."
            );
        if (_last is not { } last || last.Path != path)
        {
            last = (path, await LoadAsync(path, dataFile, cancellationToken).ConfigureAwait(false));
            _last = last;
        }

        return Decode(
            vector,
            dataFile,
            $"'{path}'",
            () => DeletionVectorFile.Take(last.Content, vector.Offset, vector.SizeInBytes).ToArray()
        );
    }

    private static byte[] TakeInline(DeletionVectorDescriptor vector)
    {
        byte[] bytes =
            Z85.TryDecode(vector.PathOrInline) ?? throw new InvalidDataException("its text is not Z85");
        return bytes.Length >= vector.SizeInBytes
            ? bytes[..vector.SizeInBytes]
            : throw new InvalidDataException($"it has {bytes.Length} bytes, expected {vector.SizeInBytes}");
    }

    private RowPositionSet Decode(DeletionVectorDescriptor vector, string dataFile, string place, Func<byte[]> take)
    {
        try
        {
            RowPositionSet rows = RoaringReader.Read(take());
            return rows.Cardinality == vector.Cardinality
                ? rows
                : throw new InvalidDataException($"it has {rows.Cardinality} rows, expected {vector.Cardinality}");
        }
        catch (InvalidDataException damage)
        {
            throw new DeltaException(
                "LH1601",
                $"The deletion vector of '{dataFile}' in '{store.Root}', read from {place}, is damaged: "
                    + $"{damage.Message}.",
                "Restore that file from a copy, or restore the table to a version before it.",
                damage
            );
        }
    }

    private async Task<byte[]> LoadAsync(string path, string dataFile, CancellationToken cancellationToken)
    {
        byte[]? content = await new OutsideFiles(store).TryReadAsync(path, cancellationToken).ConfigureAwait(false);
        content ??= await TryReadByIdAsync(path, cancellationToken).ConfigureAwait(false);
        return content
            ?? throw new DeltaException(
                "LH1602",
                $"The deletion vector file '{path}' of '{dataFile}' in '{store.Root}' is missing.",
                "Restore that file from a copy, or restore the table to a version before it."
            );
    }

    // Some writers put a text before the name; the id at its end is never given twice.
    private async Task<byte[]?> TryReadByIdAsync(string path, CancellationToken cancellationToken)
    {
        if (Paths.LogPath.IsAbsolute(path))
        {
            return null;
        }

        int slash = path.LastIndexOf('/');
        string folder = slash < 0 ? "" : path[..slash];
        string name = path[(slash + 1)..];
        IReadOnlyList<StoredFile> files = await store
            .ListAsync(folder, null, cancellationToken)
            .ConfigureAwait(false);
        StoredFile? found = files.FirstOrDefault(file => file.Name.EndsWith(name, StringComparison.Ordinal));
        return found is null
            ? null
            : await store
                .TryReadAsync(folder.Length == 0 ? found.Name : $"{folder}/{found.Name}", cancellationToken)
                .ConfigureAwait(false);
    }
}
