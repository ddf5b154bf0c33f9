using DuckDB.NET.Data;
using Lakehouse.Delta;
using Lakehouse.Engine.DuckDb.Running;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>Runs a SELECT into Parquet files of a table.</summary>
internal static class Stager
{
    /// <summary>Stages.</summary>
    /// <param name="connection">The connection to run on.</param>
    /// <param name="request">What to stage.</param>
    /// <param name="ids">Gives the files their name.</param>
    /// <param name="cancellationToken">Looked at between the steps; an interrupt of the connection ends a step.</param>
    /// <returns>The files; on any failure nothing is left of them.</returns>
    /// <exception cref="EngineException">The SQL, its columns, a value or the disk is not as it should be.</exception>
    public static StagedRows Run(
        DuckDBConnection connection,
        StageRequest request,
        IIdSource ids,
        CancellationToken cancellationToken
    )
    {
        CheckPartitions(request);
        CheckColumns(connection, request);

        try
        {
            using var folder = new StagingFolder(request, ids.Next());
            CopyStatement copy = CopyStatement.For(request, folder.FullPath);
            List<WrittenFile> written = Copy(connection, copy);
            cancellationToken.ThrowIfCancellationRequested();

            // A SELECT without rows makes a file without rows; no commit should name one.
            WrittenFile[] files = [.. written.Where(file => file.RowCount > 0)];
            WrittenValues.Check(request.Label, files, new StoredColumns(request).Schema);
            return new StagedRows(request.TableRoot, folder.Place(files), files.Sum(file => file.RowCount));
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new EngineException(
                "LH2203",
                $"{request.Label}: {cause.Message}",
                "Give this user the right to write there, or name another folder.",
                cause
            );
        }
        catch (IOException cause)
        {
            throw new EngineException(
                "LH2205",
                $"{request.Label}: {cause.Message}",
                "Check the disk that the message names, then run again.",
                cause
            );
        }
    }

    private static void CheckPartitions(StageRequest request)
    {
        string[] names = [.. request.Schema.Fields.Select(field => field.Name)];
        string[] unknown = [.. request.PartitionColumns.Except(names, StringComparer.OrdinalIgnoreCase)];
        if (unknown.Length > 0 || request.PartitionColumns.Count == names.Length)
        {
            throw new EngineException(
                "LH2114",
                unknown.Length > 0
                    ? $"{request.Label}: found the partition columns {string.Join(", ", unknown)}, "
                        + $"expected columns of the model: {string.Join(", ", names)}."
                    : $"{request.Label}: found every column among the partition columns, "
                        + "expected at least one that is not.",
                "Correct the partition columns in the header."
            );
        }
    }

    private static void CheckColumns(DuckDBConnection connection, StageRequest request)
    {
        string sql = SqlText.Embeddable(request.Sql);
        try
        {
            OutputContract.Check(request.Label, connection.Describe(sql), request.Schema);
        }
        catch (DuckDBException cause)
        {
            throw DuckDbFailure.Of(cause, new SqlContext(request.Label, sql, LinesBefore: 1));
        }
    }

    private static List<WrittenFile> Copy(DuckDBConnection connection, CopyStatement copy)
    {
        try
        {
            return WrittenFile.Copy(connection, copy.Text);
        }
        catch (DuckDBException cause)
        {
            throw DuckDbFailure.Of(cause, copy.Context);
        }
    }
}
