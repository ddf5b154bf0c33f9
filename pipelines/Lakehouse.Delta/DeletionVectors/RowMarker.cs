using System.Globalization;
using System.Text.Json.Nodes;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Takes rows out of data files without writing these anew: their deletion vectors grow.</summary>
internal sealed class RowMarker(ITableStore store, IIdSource ids)
{
    /// <summary>Writes the vectors of one commit into one new file.</summary>
    /// <param name="files">Files and the positions of the rows that go, at least one each.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>The files with their new vectors, in the order given.</returns>
    /// <exception cref="DeltaException"><c>LH1605</c>: the row count of a file is unknown, or a position lies behind
    /// its end; or a vector that is there cannot be read.</exception>
    internal async Task<IReadOnlyList<MarkedFile>> MarkAsync(
        IReadOnlyList<(AddFile File, RowPositionSet Rows)> files,
        CancellationToken cancellationToken
    )
    {
        DeletionVectorReader reader = new(store);
        List<RowPositionSet> vectors = new(files.Count);
        foreach ((AddFile file, RowPositionSet rows) in files)
        {
            RequireInside(file, rows);
            RowPositionSet gone = file.DeletionVector is { } vector
                ? await reader.ReadAsync(vector, file.Path, cancellationToken).ConfigureAwait(false)
                : RowPositionSet.Empty;
            vectors.Add(gone.Union(rows));
        }

        IReadOnlyList<DeletionVectorDescriptor> written = await new DeletionVectorWriter(store, ids)
            .WriteAsync(vectors, cancellationToken)
            .ConfigureAwait(false);
        return [.. files.Zip(written, (entry, vector) => new MarkedFile(entry.File, With(entry.File, vector)))];
    }

    private void RequireInside(AddFile file, RowPositionSet rows)
    {
        long? count = FileRowCount.Physical(file);
        if (count is null || rows.Last >= count)
        {
            throw new DeltaException(
                "LH1605",
                $"The file '{file.Path}' of '{store.Root}' has {count?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of"} rows, and "
                    + $"its row {rows.Last} is to be deleted; expected a row within a file whose statistics have "
                    + "numRecords.",
                "Write the file anew instead of marking its rows."
            );
        }
    }

    // The bounds hold for all rows of the file, so that they may be wider than those of the rows that are left.
    private static AddFile With(AddFile file, DeletionVectorDescriptor vector)
    {
        JsonObject statistics = JsonNode.Parse(file.StatsJson!)!.AsObject(); // It has a row count.
        statistics["tightBounds"] = false;
        return file with
        {
            StatsJson = JsonText.Compose(writer => statistics.WriteTo(writer)),
            DeletionVector = vector,
        };
    }
}
