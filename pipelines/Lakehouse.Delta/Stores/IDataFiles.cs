namespace Lakehouse.Delta.Stores;

/// <summary>Brings data files to this machine before an engine reads them.</summary>
public interface IDataFiles
{
    /// <summary>Makes sure that files are on this machine, and that they stay until the session ends.</summary>
    /// <param name="localPaths">Absolute paths, below the <see cref="ITableStore.LocalRoot"/> of tables; paths of other
    /// places are passed over.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>When all are there.</returns>
    /// <exception cref="DeltaException">A file is gone, or its store cannot be reached.</exception>
    Task EnsureAsync(IReadOnlyCollection<string> localPaths, CancellationToken cancellationToken);
}
