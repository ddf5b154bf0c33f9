using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Writes deletion vectors into new files of a table's folder. A file is never changed.</summary>
/// <param name="store">The table's files.</param>
/// <param name="ids">Gives each file its name.</param>
public sealed class DeletionVectorWriter(ITableStore store, IIdSource ids)
{
    /// <summary>Writes the vectors of one commit into one file.</summary>
    /// <param name="vectors">The rows that each data file loses; no set is empty.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>Where each is, in the order given; empty, and no file, where there is none.</returns>
    /// <exception cref="ArgumentException">A set is empty: its file needs no vector.</exception>
    /// <exception cref="DeltaException">The store failed.</exception>
    public async Task<IReadOnlyList<DeletionVectorDescriptor>> WriteAsync(
        IReadOnlyList<RowPositionSet> vectors,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(vectors);
        if (vectors.Any(rows => rows.Cardinality == 0))
        {
            throw new ArgumentException("A deletion vector has at least one row.", nameof(vectors));
        }

        if (vectors.Count == 0)
        {
            return [];
        }

        Guid id = ids.Next();
        (byte[] content, IReadOnlyList<(int Offset, int SizeInBytes)> places) = DeletionVectorFile.Write(vectors);
        string name = DeletionVectorPath.NameOf(id);
        if (!await store.TryPutIfAbsentAsync(name, content, cancellationToken).ConfigureAwait(false))
        {
            throw new DeltaException(
                "LH1604",
                $"The new deletion vector file '{name}' in '{store.Root}' is there already: its id was given twice.",
                "Run again, with a source of ids that repeats none."
            );
        }

        return
        [
            .. vectors
                .Zip(places)
                .Select(vector => new DeletionVectorDescriptor(
                    "u",
                    DeletionVectorPath.TextOf(id),
                    vector.Second.Offset,
                    vector.Second.SizeInBytes,
                    vector.First.Cardinality
                )),
        ];
    }
}
