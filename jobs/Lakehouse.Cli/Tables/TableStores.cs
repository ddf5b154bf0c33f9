using Lakehouse.Cli.Verbs;
using Lakehouse.Delta.S3;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Stores.Caching;

namespace Lakehouse.Cli.Tables;

/// <summary>The stores of tables that a command line names: folders, and buckets once one is named.</summary>
internal sealed class TableStores : IDisposable
{
    private const long CacheBytes = 10L << 30;
    private const string CacheVariable = "LAKEHOUSE_CACHE";

    private readonly Invocation _invocation;
    private readonly DataFileCache? _cache;
    private readonly S3StoreProvider? _buckets;
    private readonly StoreRegistry _registry;

    /// <summary>Makes the stores that a location needs.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="location">A folder or a URI.</param>
    internal TableStores(Invocation invocation, string location)
    {
        _invocation = invocation;
        if (StoreRegistry.IsLocal(location))
        {
            _registry = StoreRegistry.LocalOnly;
            return;
        }

        Surroundings around = invocation.Surroundings;
        _cache = new DataFileCache(CacheFolder(around), CacheBytes, around.Clock);
        _buckets = new S3StoreProvider(S3Options.FromEnvironment(around.Variable), _cache, around.Clock);
        _registry = new StoreRegistry(_buckets);
    }

    /// <summary>Brings data files of buckets here; null where all tables are in folders.</summary>
    internal IDataFiles? DataFiles => _buckets?.DataFiles;

    /// <summary>Opens the store of a table.</summary>
    /// <param name="location">A folder, taken from the current one, or a URI.</param>
    /// <returns>The store.</returns>
    internal ITableStore Open(string location) =>
        _registry.Open(StoreRegistry.IsLocal(location) && !location.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? _invocation.FullPath(location) : location);

    /// <inheritdoc/>
    public void Dispose()
    {
        _buckets?.Dispose();
        _cache?.Dispose();
    }

    private static string CacheFolder(Surroundings around) =>
        around.Variable(CacheVariable) is { Length: > 0 } named
            ? Path.GetFullPath(named, around.CurrentFolder)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "lakehouse", "data-files");
}
