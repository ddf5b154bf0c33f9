using Lakehouse.Delta.Checkpoints;

namespace Lakehouse.Engine.DuckDb;

/// <summary>DuckDB inside this process. One in-memory database; a session is a connection with its own schemas.</summary>
/// <remarks>The native library is loaded at the first session, not before.</remarks>
/// <param name="options">Memory, threads, folders.</param>
public sealed class DuckDbEngine(DuckDbOptions options) : IEngine
{
    /// <inheritdoc/>
    public string Name => "duckdb";

    /// <summary>Reads and writes Delta checkpoint files through this engine.</summary>
    public ICheckpointFiles Checkpoints => throw new NotImplementedException();

    /// <summary>Parses SQL through this engine.</summary>
    public ISqlReader SqlReader => throw new NotImplementedException();

    /// <summary>The options that the engine was made with.</summary>
    public DuckDbOptions Options => options;

    /// <inheritdoc/>
    public Task<IEngineSession> OpenSessionAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
