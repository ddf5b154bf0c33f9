using System.Diagnostics;
using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Runs;
using Lakehouse.Transform.Releases;

namespace Lakehouse.Cli.Warehouse;

/// <summary>Reads a project's tables for people: gold and silver as the newest release has them, the others at their newest.</summary>
/// <param name="lakehouse">The project's engine and tables.</param>
internal sealed class WarehouseReader(ProjectLakehouse lakehouse)
{
    private static readonly string[] SystemSchemas = ["information_schema", "pg_catalog", "system"];

    private readonly WarehouseTables _tables = new(lakehouse.Project);
    private readonly ReleaseLog _releases = ReleaseLog.Open(lakehouse.Project.WarehouseFolder);

    /// <summary>Runs a SELECT over the project's tables.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="maxRows">Rows at the most.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="CliException"><c>LH9051</c>: no such table. <c>LH9052</c>: the text is not one SELECT.</exception>
    internal async Task<RowSet> QueryAsync(string sql, int maxRows, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableName> names = TablesOf(sql);
        IEngineSession session = await lakehouse.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
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
        IEngineSession session = await lakehouse.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
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
    internal Task<Snapshot?> TryLoadNewestAsync(TableName name, CancellationToken cancellationToken) => lakehouse.Table(name).TryLoadAsync(cancellationToken);

    private IReadOnlyList<TableName> TablesOf(string sql) => lakehouse.Engine.SqlReader.Read(sql) switch
    {
        SqlReading.Parsed parsed => parsed.Tables,
        SqlReading.Refused refused => throw new CliException(
            "LH9052",
            $"found text that is not one SELECT{Place(refused)}: {refused.Message.TrimEnd('.')}.",
            "Write one SELECT in DuckDB's dialect, in quotes."),
        _ => throw new UnreachableException(),
    };

    private async Task<Snapshot> LoadAsync(TableName name, TableVersion? version, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        _tables.RequireKnown(name);
        DeltaTable table = lakehouse.Table(name);
        if (asOf is { } instant)
        {
            return await table.LoadAsOfAsync(instant, cancellationToken).ConfigureAwait(false);
        }

        TableVersion? chosen = version ?? await ReleasedVersionAsync(name, cancellationToken).ConfigureAwait(false);
        return chosen is { } known
            ? await table.LoadAsync(known, cancellationToken).ConfigureAwait(false)
            : await table.TryLoadAsync(cancellationToken).ConfigureAwait(false) ?? throw _tables.Unknown(name);
    }

    // Bronze and definitions are in a release too, but people who look at them want to see what has just come in.
    private async Task<TableVersion?> ReleasedVersionAsync(TableName name, CancellationToken cancellationToken)
    {
        if (name.Schema is not ("silver" or "gold"))
        {
            return null;
        }

        Release? release = await _releases.LatestAsync(cancellationToken).ConfigureAwait(false);
        return release is not null && release.Tables.TryGetValue(name.ToString(), out ReleasedTable? released)
            ? new TableVersion(released.Version)
            : null;
    }

    private static string Place(SqlReading.Refused refused) => refused.Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $" at line {refused.Line}, column {refused.Column}")
        : string.Empty;
}
