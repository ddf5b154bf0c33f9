using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Stores.Caching;

namespace Lakehouse.Delta.S3;

/// <summary>Opens tables in buckets, <c>s3://bucket/prefix</c>, and brings their data files to this machine.</summary>
/// <remarks>Safe to share between threads. Dispose it when no store of it is used any more.</remarks>
public sealed class S3StoreProvider : IStoreProvider, IDisposable
{
    private readonly S3Service _service;
    private readonly S3DataFiles _files;

    /// <summary>Makes a provider; nothing is asked of the service yet.</summary>
    /// <param name="options">How the service is reached.</param>
    /// <param name="cache">Where data files are kept on this machine; its owner disposes it.</param>
    /// <param name="clock">Waits.</param>
    public S3StoreProvider(S3Options options, DataFileCache cache, TimeProvider clock)
    {
        _service = new S3Service(options, clock);
        _files = new S3DataFiles(_service, cache);
    }

    /// <inheritdoc/>
    public string Scheme => S3Location.Scheme;

    /// <summary>Brings data files to this machine.</summary>
    public IDataFiles DataFiles => _files;

    /// <inheritdoc/>
    /// <exception cref="DeltaException"><c>LH1009</c>: the location is not of the form <c>s3://bucket/prefix</c>.</exception>
    public ITableStore Open(string location) => new S3TableStore(_service, S3Location.Parse(location), _files);

    /// <inheritdoc/>
    public void Dispose() => _service.Dispose();
}
