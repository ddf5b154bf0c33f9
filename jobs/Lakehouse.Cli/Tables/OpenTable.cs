using Lakehouse.Cli.Verbs;
using Lakehouse.Cli.Verbs.Table;
using Lakehouse.Delta;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Cli.Tables;

/// <summary>A table that a command line names by its folder, and an engine for it.</summary>
/// <remarks>The engine starts at its first use. Dispose it to end the engine.</remarks>
internal sealed class OpenTable : IAsyncDisposable
{
    private readonly TableStores _stores;

    private OpenTable(TableStores stores, DeltaTable table, DuckDbEngine engine)
    {
        _stores = stores;
        Table = table;
        Engine = engine;
    }

    /// <summary>The table.</summary>
    internal DeltaTable Table { get; }

    /// <summary>The engine.</summary>
    internal DuckDbEngine Engine { get; }

    /// <summary>Opens the table that a command line names; whether there is one is not looked at.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="target">Its words for the table.</param>
    /// <returns>The table; dispose it.</returns>
    /// <exception cref="DeltaException"><c>LH1008</c>, <c>LH1009</c>: the place is none that tables can be in.</exception>
    internal static OpenTable At(Invocation invocation, TableTarget target)
    {
        Surroundings around = invocation.Surroundings;
        string location = invocation.Value(target.Path)!; // The parser demands it.
        TableStores stores = new(invocation, location);
        DuckDbEngine engine = new(new DuckDbOptions { Clock = around.Clock, Ids = around.Ids, DataFiles = stores.DataFiles });
        DeltaTable table = new(
            stores.Open(location),
            new DeltaTableOptions
            {
                Checkpoints = engine.Checkpoints,
                Clock = around.Clock,
                Ids = around.Ids,
                EngineInfo = $"Lakehouse/{ProductVersion.Text}",
            });
        return new OpenTable(stores, table, engine);
    }

    /// <summary>Another table with the same engine; whether there is one is not looked at.</summary>
    /// <param name="location">Its folder, or a URI where this table has one.</param>
    /// <returns>The table.</returns>
    internal DeltaTable Beside(string location) => new(_stores.Open(location), Table.Options);

    /// <summary>Loads the version that a command line asks for.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="target">Its words for the table.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="CliException"><c>LH9004</c>: both a version and an instant; <c>LH9070</c>: there is no
    /// table.</exception>
    /// <exception cref="DeltaException">The table is refused.</exception>
    internal async Task<Snapshot> LoadAsync(Invocation invocation, TableTarget target, CancellationToken cancellationToken)
    {
        long? version = invocation.WholeNumber(target.Version, 0, long.MaxValue);
        DateTimeOffset? instant = invocation.Instant(target.Timestamp);
        if (version is not null && instant is not null)
        {
            throw new CliException("LH9004", "found both --version and --timestamp, expected one of them.", "Leave one out.");
        }

        return (version, instant) switch
        {
            ({ } number, _) => await RequireAsync(() => Table.LoadAsync(new TableVersion(number), cancellationToken), cancellationToken).ConfigureAwait(false),
            (_, { } at) => await RequireAsync(() => Table.LoadAsOfAsync(at, cancellationToken), cancellationToken).ConfigureAwait(false),
            _ => await Table.TryLoadAsync(cancellationToken).ConfigureAwait(false) ?? throw NoTable(),
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync().ConfigureAwait(false);
        _stores.Dispose();
    }

    /// <summary>Refuses a folder without a table.</summary>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <returns>When there is one.</returns>
    /// <exception cref="CliException"><c>LH9070</c>: there is none.</exception>
    internal async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (await Table.TryGetVersionAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            throw NoTable();
        }
    }

    private async Task<Snapshot> RequireAsync(Func<Task<Snapshot>> load, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken).ConfigureAwait(false);
        return await load().ConfigureAwait(false);
    }

    private CliException NoTable() => new(
        "LH9070",
        $"found no Delta table at '{Table.Root}', expected a folder with _delta_log and a commit or checkpoint in it.",
        "Name the folder that holds _delta_log.");
}
