using System.Collections.Concurrent;
using Lakehouse.Engine;

namespace Lakehouse.Transform.Running;

/// <summary>Sessions that steps of one run use after one another. None is opened before a step needs one.</summary>
internal sealed class SessionPool(IEngine engine) : IAsyncDisposable
{
    private readonly ConcurrentBag<BoundSession> _idle = [];

    /// <summary>Takes a session; whoever takes it gives it back, or disposes it when a call on it has failed.</summary>
    internal async Task<BoundSession> TakeAsync(CancellationToken cancellationToken) => _idle.TryTake(out BoundSession? idle)
        ? idle
        : new BoundSession(await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Gives a session back.</summary>
    internal void Return(BoundSession session) => _idle.Add(session);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out BoundSession? session))
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }
}
