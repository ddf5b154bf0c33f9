using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Engine.Tables;

/// <summary>Changes the rows of one table by SQL: an engine computes them, the table commits them.</summary>
/// <remarks>
/// Conditions and expressions are SQL of the shared dialect on the table's columns, which may also be named
/// <c>target.column</c>; a condition that is NULL for a row is not true for it. Each operation works on the newest
/// version, stages its files and commits them at once; whatever fails before leaves the table as it was. An operation
/// that finds that another writer changed what it had read ends as <see cref="WriteOutcome.Conflicted"/>: run it again.
/// Expressions are evaluated more than once, so that they must give the same answer each time.
/// </remarks>
/// <param name="table">The table.</param>
/// <param name="session">A session; names in the schema <c>lh_operation</c> are used by the operations.</param>
public sealed class TableOperations(DeltaTable table, IEngineSession session)
{
    /// <summary>Adds the rows of a SELECT; makes the table where there is none.</summary>
    /// <param name="request">The rows.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome and the counts.</returns>
    /// <exception cref="LakehouseException">The SELECT, a value or the table is not as it should be.</exception>
    public async Task<OperationResult> AppendAsync(RowsRequest request, CancellationToken cancellationToken)
    {
        Snapshot? basis = await table.TryLoadAsync(cancellationToken).ConfigureAwait(false);
        return await RunAsync(
                basis,
                request.Options,
                scope => new AppendOperation(request, WriteMode.Append).RunAsync(scope, cancellationToken)
            )
            .ConfigureAwait(false);
    }

    /// <summary>Puts the rows of a SELECT in the place of all rows; makes the table where there is none.</summary>
    /// <inheritdoc cref="AppendAsync"/>
    public async Task<OperationResult> OverwriteAsync(RowsRequest request, CancellationToken cancellationToken)
    {
        Snapshot? basis = await table.TryLoadAsync(cancellationToken).ConfigureAwait(false);
        return await RunAsync(
                basis,
                request.Options,
                scope => new AppendOperation(request, WriteMode.Overwrite).RunAsync(scope, cancellationToken)
            )
            .ConfigureAwait(false);
    }

    /// <summary>Puts the rows of a SELECT in the place of those for which a condition is true.</summary>
    /// <param name="request">The rows; the condition must be true for each.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome and the counts.</returns>
    /// <exception cref="LakehouseException"><c>LH2705</c>: the condition is not true for a new row; or the SELECT, the
    /// condition or the table is not as it should be.</exception>
    public Task<OperationResult> ReplaceWhereAsync(
        RowsRequest request,
        string condition,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            request.Options,
            scope => new ReplaceWhereOperation(request, condition).RunAsync(scope, cancellationToken),
            cancellationToken
        );

    /// <summary>Puts the rows of a SELECT in the place of the partitions that occur in them.</summary>
    /// <param name="request">The rows.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome and the counts.</returns>
    /// <exception cref="LakehouseException"><c>LH2706</c>: the table has no partitions; or the SELECT or the table is
    /// not as it should be.</exception>
    public Task<OperationResult> OverwritePartitionsAsync(RowsRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(
            request.Options,
            scope => new PartitionOverwriteOperation(request).RunAsync(scope, cancellationToken),
            cancellationToken
        );

    /// <summary>Takes the rows out for which a condition is true.</summary>
    /// <param name="condition">The condition; null for every row.</param>
    /// <param name="options">What else is recorded; null for nothing.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome and the counts.</returns>
    /// <exception cref="LakehouseException">The condition or the table is not as it should be.</exception>
    public Task<OperationResult> DeleteAsync(
        string? condition,
        OperationOptions? options,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            options,
            scope => new DeleteOperation(condition).RunAsync(scope, cancellationToken),
            cancellationToken
        );

    /// <summary>Gives other values to columns of the rows for which a condition is true.</summary>
    /// <param name="assignments">Column to expression on the row as it was.</param>
    /// <param name="condition">The condition; null for every row.</param>
    /// <param name="options">What else is recorded; null for nothing.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome and the counts.</returns>
    /// <exception cref="LakehouseException"><c>LH2702</c>: a column is unknown; or an expression, the condition or the
    /// table is not as it should be.</exception>
    public Task<OperationResult> UpdateAsync(
        IReadOnlyDictionary<string, string> assignments,
        string? condition,
        OperationOptions? options,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            options,
            scope => new UpdateOperation(assignments, condition).RunAsync(scope, cancellationToken),
            cancellationToken
        );

    /// <summary>Merges the rows of a SELECT into the table.</summary>
    /// <param name="request">The source, when rows match, and what happens to which rows.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome and the counts.</returns>
    /// <exception cref="LakehouseException"><c>LH2709</c>: several rows of the source match one row; or the request or
    /// the table is not as it should be.</exception>
    public Task<OperationResult> MergeAsync(MergeRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(
            request.Options,
            scope => new MergeOperation(request).RunAsync(scope, cancellationToken),
            cancellationToken
        );

    /// <summary>Writes rows into better files: fewer, without deleted rows, or in an order. No row changes.</summary>
    /// <param name="request">Which rows and in which order.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome and the counts.</returns>
    /// <exception cref="LakehouseException"><c>LH2720</c>: the condition names more than partition columns;
    /// <c>LH2721</c>: rows cannot be ordered by a column; or the table is not as it should be.</exception>
    public async Task<OptimizeResult> OptimizeAsync(OptimizeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.TargetFileSizeBytes < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.TargetFileSizeBytes, "A file has at least 1 byte.");
        }

        Snapshot basis = await OperationScope.LoadAsync(table, cancellationToken).ConfigureAwait(false);
        using OperationScope scope = new(table, session, basis, request.Options);
        return await new OptimizeOperation(request).RunAsync(scope, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds a constraint that every row has to keep, after a look at those that are there.</summary>
    /// <param name="name">A name of letters, digits and underscores.</param>
    /// <param name="expression">A condition in Spark's SQL on the table's columns; NULL counts as broken.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome; a concurrent change of rows conflicts.</returns>
    /// <exception cref="LakehouseException"><c>LH1710</c>: a part of the expression is not known; <c>LH1711</c>: rows
    /// break it; <c>LH1714</c>: the name is taken; or there is no table.</exception>
    public Task<WriteOutcome> AddConstraintAsync(string name, string expression, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(expression);
        return new RuleOperation(table, session).AddConstraintAsync(name, expression, cancellationToken);
    }

    /// <summary>Says whether a column may be null; before it may not, the rows that are there are looked at.</summary>
    /// <param name="path">The names from the root to the column.</param>
    /// <param name="isNullable">Whether it may be null from now on.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome; a concurrent change of rows conflicts with a column that may not be null.</returns>
    /// <exception cref="LakehouseException"><c>LH1711</c>: rows are null there; <c>LH1426</c>: there is no such column;
    /// or there is no table.</exception>
    public Task<WriteOutcome> SetNullabilityAsync(
        IReadOnlyList<string> path,
        bool isNullable,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        return new RuleOperation(table, session).SetNullabilityAsync(path, isNullable, cancellationToken);
    }

    private async Task<OperationResult> ChangeAsync(
        OperationOptions? options,
        Func<OperationScope, Task<OperationResult>> run,
        CancellationToken cancellationToken
    )
    {
        Snapshot basis = await OperationScope.LoadAsync(table, cancellationToken).ConfigureAwait(false);
        return await RunAsync(basis, options, run).ConfigureAwait(false);
    }

    private async Task<OperationResult> RunAsync(
        Snapshot? basis,
        OperationOptions? options,
        Func<OperationScope, Task<OperationResult>> run
    )
    {
        using OperationScope scope = new(table, session, basis, options ?? new OperationOptions());
        return await run(scope).ConfigureAwait(false);
    }
}
