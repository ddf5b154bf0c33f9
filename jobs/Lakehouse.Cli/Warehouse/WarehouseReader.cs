using Lakehouse.Delta;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Project;

namespace Lakehouse.Cli.Warehouse;

/// <summary>Reads a project's tables for people: gold and silver as the newest release has them, the others at their newest.</summary>
/// <param name="project">The project.</param>
/// <param name="surroundings">Clock and ids.</param>
internal sealed class WarehouseReader(LakehouseProject project, Surroundings surroundings) : IAsyncDisposable
{
    private static readonly string[] SystemSchemas = ["information_schema", "pg_catalog", "system"];

    private readonly WarehouseTables _tables = new(project);
    private readonly DuckDbEngine _engine = ProjectEngine.Create(project, surroundings);

    /// <summary>Runs a SELECT over the project's tables.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="maxRows">Rows at the most.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="CliException"><c>LH9051</c>: no such table. <c>LH9052</c>: the text is not one SELECT.</exception>
    internal async Task<RowSet> QueryAsync(string sql, int maxRows, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableName> names = _engine.SqlReader.Read(sql) switch
        {
            SqlReading.Parsed parsed => parsed.Tables,
            SqlReading.Refused refused => throw new CliException(
                "LH9052",
                $"found text that is not one SELECT{Place(refused)}: {refused.Message.TrimEnd('.')}.",
                "Write one SELECT in DuckDB's dialect, in quotes."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        IEngineSession session = await _engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            foreach (TableName name in names.Where(name => !SystemSchemas.Contains(name.Schema, StringComparer.Ordinal)))
            {
                Snapshot snapshot = await LoadAsync(name, version: null, asOf: null, cancellationToken).ConfigureAwait(false);
                await session.BindAsync(name, snapshot, cancellationToken).ConfigureAwait(false);
            }

            return await session.QueryAsync(sql, maxRows, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the rows of one table.</summary>
    /// <param name="request">The table, its version, columns and number of rows.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The rows and the version that they are from.</returns>
    /// <exception cref="CliException"><c>LH9051</c>: no such table. <c>LH9053</c>: no such column.</exception>
    internal async Task<(RowSet Rows, Snapshot Snapshot)> TableAsync(TableRequest request, CancellationToken cancellationToken)
    {
        Snapshot snapshot = await LoadAsync(request.Table, request.Version, request.AsOf, cancellationToken).ConfigureAwait(false);
        string select = ColumnList.Of(request, snapshot);
        IEngineSession session = await _engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.BindAsync(request.Table, snapshot, cancellationToken).ConfigureAwait(false);
            RowSet rows = await session.QueryAsync(select, request.MaxRows, cancellationToken).ConfigureAwait(false);
            return (rows, snapshot);
        }
    }

    /// <summary>Loads a table if it is there.</summary>
    /// <param name="name">The table.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The newest snapshot, or null.</returns>
    internal Task<Snapshot?> TryLoadNewestAsync(TableName name, CancellationToken cancellationToken) => Open(name).TryLoadAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<Snapshot> LoadAsync(TableName name, TableVersion? version, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        _tables.RequireKnown(name);
        DeltaTable table = Open(name);
        if (asOf is { } instant)
        {
            return await table.LoadAsOfAsync(instant, cancellationToken).ConfigureAwait(false);
        }

        return version is { } chosen
            ? await table.LoadAsync(chosen, cancellationToken).ConfigureAwait(false)
            : await table.TryLoadAsync(cancellationToken).ConfigureAwait(false) ?? throw _tables.Unknown(name);
    }

    private DeltaTable Open(TableName name) => new(
        new LocalTableStore(project.TableFolder(name.Schema, name.Name)),
        new DeltaTableOptions { Checkpoints = _engine.Checkpoints, Clock = surroundings.Clock });

    private static string Place(SqlReading.Refused refused) => refused.Line > 0
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" at line {refused.Line}, column {refused.Column}")
        : string.Empty;
}
