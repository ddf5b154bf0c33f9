using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Ingest.Preparation;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Loading;

/// <summary>Finds the rows of files that cannot land.</summary>
/// <param name="session">The session; it holds the table of rejected rows.</param>
/// <param name="entity">The contract.</param>
/// <param name="select">Writes the SQL.</param>
/// <param name="preparation">Makes copies with line numbers.</param>
internal sealed class Diagnosis(IEngineSession session, EntityContract entity, DiagnosisSelect select, FilePreparation preparation)
{
    private const double ChangedShare = 0.95;
    private const long ChangedFromValues = 20;

    private bool _hasRejects;

    /// <summary>Makes copies of the files that the engine must not read as they are, and refuses those with too many faults.</summary>
    /// <param name="candidates">The files.</param>
    /// <param name="refused">Takes the refused ones.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>The files that go on.</returns>
    public async Task<List<Candidate>> PrepareAsync(
        IReadOnlyList<Candidate> candidates,
        List<(Candidate File, IngestException Why)> refused,
        CancellationToken cancellationToken)
    {
        if (!_hasRejects)
        {
            await session.ExecuteAsync(DiagnosisSelect.CreateRejects, cancellationToken).ConfigureAwait(false);
            _hasRejects = true;
        }

        var files = new List<Candidate>();
        foreach (Candidate candidate in candidates)
        {
            IngestException? why = Excess(candidate);
            if (why is null && candidate.Inspection.NeedsPreparation)
            {
                why = Prepare(candidate, cancellationToken);
            }

            if (why is null)
            {
                files.Add(candidate);
            }
            else
            {
                refused.Add((candidate, why));
            }
        }

        return files;
    }

    /// <summary>Finds the files that may be the cause when the landing stops at a value.</summary>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>At least those that are the cause.</returns>
    public async Task<IReadOnlyList<Candidate>> SuspectsAsync(IReadOnlyList<Candidate> files, CancellationToken cancellationToken)
    {
        Candidate[] unknown = [.. files.Where(file => !file.IsDiagnosed)];
        if (unknown.Length <= 1)
        {
            return unknown;
        }

        var suspects = new List<Candidate>();
        foreach (IReadOnlyList<Candidate> shape in LandingSelect.Shapes(unknown))
        {
            suspects.AddRange(await SuspectsOfShapeAsync(shape, cancellationToken).ConfigureAwait(false));
        }

        return suspects.Count > 0 ? suspects : unknown;
    }

    /// <summary>Looks at a file row by row; its rejected rows are in the table of rejected rows afterwards.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>Why it is refused as a whole; null when the rest of it can land.</returns>
    public async Task<IngestException?> DiagnoseAsync(Candidate file, CancellationToken cancellationToken)
    {
        if (file.Prepared is null && file.Inspection.Kind != FileKind.Parquet && Prepare(file, cancellationToken) is { } changed)
        {
            return changed;
        }

        try
        {
            await session.ExecuteAsync(select.InsertRejects(file), cancellationToken).ConfigureAwait(false);
            string count = $"select count(*) from {LandingSelect.Rejects} where batch_id = {SqlText.Literal(file.BatchId)}";
            RowSet rejected = await session.QueryAsync(count, maxRows: 1, cancellationToken).ConfigureAwait(false);
            file.RejectedRows = Number(rejected.Rows[0][0]);
            file.IsDiagnosed = true;
            return await ChangedTypeAsync(file, cancellationToken).ConfigureAwait(false) ?? Excess(file);
        }
        catch (EngineException cause) when (ContentFailure.Is(cause))
        {
            return Refusal.Unreadable(file, cause);
        }
    }

    private async Task<IReadOnlyList<Candidate>> SuspectsOfShapeAsync(IReadOnlyList<Candidate> shape, CancellationToken cancellationToken)
    {
        if (shape.Count == 1)
        {
            return shape;
        }

        try
        {
            string sql = select.FilesWithMisfits(shape);
            RowSet paths = await session.QueryAsync(sql, maxRows: shape.Count, cancellationToken).ConfigureAwait(false);
            var found = paths.Rows.Select(row => (string)row[0]!).ToHashSet(StringComparer.Ordinal);
            return [.. shape.Where(file => found.Contains(file.Prepared?.Path ?? file.Inspection.File.FullPath))];
        }
        catch (EngineException cause) when (ContentFailure.Is(cause))
        {
            return shape;
        }
    }

    private async Task<IngestException?> ChangedTypeAsync(Candidate file, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> columns = select.TypedColumns();
        if (file.RejectedRows == 0 || columns.Count == 0)
        {
            return null;
        }

        RowSet counts = await session.QueryAsync(select.CountMisfits(file), maxRows: 1, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<object?> row = counts.Rows[0];
        for (int index = 0; index < columns.Count; index++)
        {
            long values = Number(row[index * 3]);
            long misfits = Number(row[(index * 3) + 1]);
            if (values >= ChangedFromValues && misfits >= values * ChangedShare)
            {
                ColumnContract column = entity.Columns[columns[index]];
                string example = (string)row[(index * 3) + 2]!; // why: the query turns null into an empty text.
                return Refusal.TypeChanged(file, column.Name, column.Type, example);
            }
        }

        return null;
    }

    private IngestException? Excess(Candidate file) =>
        file.QuarantinedRows > file.DeliveredRows * entity.MaxQuarantinedShare ? Refusal.TooManyQuarantined(entity, file) : null;

    private IngestException? Prepare(Candidate file, CancellationToken cancellationToken)
    {
        try
        {
            file.Prepared = preparation.Prepare(file.Inspection, cancellationToken);
            return null;
        }
        catch (IngestException changed)
        {
            return changed;
        }
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
