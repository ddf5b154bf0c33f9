using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Ingest.Sql;

namespace Lakehouse.Ingest.Inspection;

/// <summary>Completes the inspection of Parquet files with what only the engine can read: columns and rows, from the footer.</summary>
/// <param name="session">The session.</param>
internal sealed class ParquetInspection(IEngineSession session)
{
    /// <summary>Completes an inspection.</summary>
    /// <param name="found">What was found so far.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The inspection with columns and rows.</returns>
    /// <exception cref="IngestException"><c>LH3013</c>: the engine cannot read it.</exception>
    public async Task<FileInspection> CompleteAsync(FileInspection found, CancellationToken cancellationToken)
    {
        string file = SqlText.Literal(found.File.FullPath);
        try
        {
            IReadOnlyList<RowSetColumn> columns = await session.DescribeAsync($"select * from read_parquet({file})", cancellationToken).ConfigureAwait(false);
            RowSet rows = await session.QueryAsync($"select num_rows from parquet_file_metadata({file})", maxRows: 1, cancellationToken).ConfigureAwait(false);
            long count = Convert.ToInt64(rows.Rows[0][0], CultureInfo.InvariantCulture);
            return found with { Columns = [.. columns.Select(column => column.Name)], Counts = found.Counts with { Records = count } };
        }
        catch (EngineException cause)
        {
            throw new IngestException(
                "LH3013",
                $"found {found.File.FullPath} to begin as Parquet and not to be whole: {cause.Found}",
                "Ask the sender for the file again; it was probably cut off on its way.",
                cause);
        }
    }
}
