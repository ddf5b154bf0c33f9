using Lakehouse.Delta;
using Lakehouse.Delta.Checkpoints;
using Lakehouse.Engine.DuckDb.Checkpoints;
using Lakehouse.Engine.DuckDb.Parsing;

namespace Lakehouse.Engine.DuckDb;

/// <summary>
/// DuckDB inside this process: one in-memory instance, in which each session has a database of its own.
/// </summary>
/// <remarks>
/// Making an engine costs nothing: the native library is loaded at the first session, parse or checkpoint. Safe for
/// several threads at once.
/// </remarks>
public sealed class DuckDbEngine : IEngine
{
    private readonly IIdSource _ids;
    private readonly DuckDbInstance _instance;
    private readonly DuckDbSqlReader _sqlReader;

    /// <summary>Makes an engine.</summary>
    /// <param name="options">Memory, threads, folders.</param>
    public DuckDbEngine(DuckDbOptions options)
    {
        Options = options;
        _ids = options.Ids ?? new TimeOrderedIds(options.Clock);
        _instance = new DuckDbInstance(options, _ids);
        _sqlReader = new DuckDbSqlReader(_instance);
        Checkpoints = new DuckDbCheckpointFiles(_instance, options.Clock);
    }

    /// <inheritdoc/>
    public string Name => "duckdb";

    /// <summary>Reads and writes Delta checkpoint files through this engine.</summary>
    public ICheckpointFiles Checkpoints { get; }

    /// <summary>Parses SQL through this engine.</summary>
    public ISqlReader SqlReader => _sqlReader;

    /// <summary>The options that the engine was made with.</summary>
    public DuckDbOptions Options { get; }

    /// <inheritdoc/>
    public Task<IEngineSession> OpenSessionAsync(CancellationToken cancellationToken) =>
        Task.Run<IEngineSession>(() => DuckDbSession.Open(_instance, _ids, Options), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _sqlReader.Dispose();
        _instance.Dispose();
        return ValueTask.CompletedTask;
    }
}
