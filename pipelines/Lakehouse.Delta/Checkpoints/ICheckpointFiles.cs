namespace Lakehouse.Delta.Checkpoints;

/// <summary>
/// Reads and writes checkpoint files, which are Parquet. An engine supplies it, because this assembly knows no Parquet.
/// </summary>
/// <remarks>An action is one line of JSON in the form that commit files have: <c>{"add":{…}}</c>.</remarks>
public interface ICheckpointFiles
{
    /// <summary>Reads the actions of a checkpoint file.</summary>
    /// <param name="location">The file: an absolute path or a URI.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>One JSON text an action, in no order; map-typed members as JSON objects, absent members left out or
    /// null.</returns>
    IAsyncEnumerable<string> ReadAsync(string location, CancellationToken cancellationToken);

    /// <summary>Writes a classic single-part checkpoint.</summary>
    /// <param name="actions">One JSON text an action.</param>
    /// <param name="location">An absolute path that does not exist yet.</param>
    /// <param name="cancellationToken">Stops the writing; what is written so far is left behind.</param>
    /// <returns>The size in bytes.</returns>
    Task<long> WriteAsync(IReadOnlyList<string> actions, string location, CancellationToken cancellationToken);
}
