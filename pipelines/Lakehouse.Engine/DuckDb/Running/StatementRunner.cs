using DuckDB.NET.Data;

namespace Lakehouse.Engine.DuckDb.Running;

/// <summary>Runs blocking work on one connection: one at a time, off the caller's thread, interruptible.</summary>
/// <param name="connection">The connection; the runner closes it.</param>
/// <param name="clock">Drives the progress reports.</param>
internal sealed class StatementRunner(DuckDBConnection connection, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Runs work on the connection.</summary>
    /// <param name="label">What a person calls it.</param>
    /// <param name="work">The work; DuckDB's own exceptions pass through, but for an interrupt.</param>
    /// <param name="progress">Told of progress; null for none.</param>
    /// <param name="cancellationToken">Interrupts DuckDB.</param>
    /// <returns>What the work returns.</returns>
    public async Task<T> RunAsync<T>(
        string label,
        Func<DuckDBConnection, T> work,
        IProgress<EngineProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Run(label, work, progress, cancellationToken), CancellationToken.None)
                .ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        _turn.Dispose();
    }

    private T Run<T>(
        string label,
        Func<DuckDBConnection, T> work,
        IProgress<EngineProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var watch = new StatementWatch(connection, label, progress, clock, cancellationToken);
        try
        {
            return work(connection);
        }
        catch (Exception cause)
            when (cancellationToken.IsCancellationRequested && cause is DuckDBException or EngineException)
        {
            throw new OperationCanceledException($"{label} was interrupted.", cause, cancellationToken);
        }
    }
}
