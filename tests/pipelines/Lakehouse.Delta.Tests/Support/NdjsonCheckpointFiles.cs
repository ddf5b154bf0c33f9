using System.Runtime.CompilerServices;
using Lakehouse.Delta.Checkpoints;

namespace Lakehouse.Delta.Tests.Support;

/// <summary>Checkpoint files that hold their actions as lines of JSON under the name of a Parquet file.</summary>
internal sealed class NdjsonCheckpointFiles : ICheckpointFiles
{
    /// <summary>Thrown by the next calls where it is set.</summary>
    public Exception? Failure { get; set; }

    public async IAsyncEnumerable<string> ReadAsync(
        string location,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        foreach (string line in await File.ReadAllLinesAsync(location, cancellationToken))
        {
            yield return line;
        }
    }

    public async Task<long> WriteAsync(
        IReadOnlyList<string> actions,
        string location,
        CancellationToken cancellationToken
    )
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        await File.WriteAllLinesAsync(location, actions, cancellationToken);
        return new FileInfo(location).Length;
    }
}
