using System.Collections.Concurrent;
using Lakehouse.Engine;

namespace Lakehouse.Transform.Running;

/// <summary>Sessions that steps of one run use after one another. None is opened before a step needs one.</summary>
internal sealed class SessionPool(IEngine engine) : IAsyncDisposable
{
    private readonly ConcurrentBag<BoundSession> _idle = [];

    /// <summary>Uses a session. One on which something failed is not used again.</summary>
    internal async Task<T> UseAsync<T>(Func<BoundSession, Task<T>> work, CancellationToken cancellationToken)
    {
        BoundSession? session = await TakeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            T result = await work(session).ConfigureAwait(false);
            _idle.Add(session);
            session = null;
            return result;
        }
        finally
        {
#pragma warning disable CA1508 // why: the analyzer does not see that an exception leaves the session set.
            if (session is not null)
#pragma warning restore CA1508
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out BoundSession? session))
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<BoundSession> TakeAsync(CancellationToken cancellationToken) => _idle.TryTake(out BoundSession? idle)
        ? idle
        : new BoundSession(await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false));
}
