using Lakehouse.Delta.Checkpoints;

namespace Lakehouse.Delta.Tests.Support;

/// <summary>Stands in for an engine where there is none: no checkpoint can be read or written.</summary>
internal sealed class NoCheckpoints : ICheckpointFiles
{
    public IAsyncEnumerable<string> ReadAsync(string location, CancellationToken cancellationToken) =>
        throw new IOException($"'{location}' needs an engine.");

    public Task<long> WriteAsync(
        IReadOnlyList<string> actions,
        string location,
        CancellationToken cancellationToken
    ) => throw new IOException($"'{location}' needs an engine.");
}
