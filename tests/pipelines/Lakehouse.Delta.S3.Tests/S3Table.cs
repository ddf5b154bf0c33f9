using Lakehouse.Delta.S3;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Stores.Caching;
using Lakehouse.Testing;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Delta.S3.Tests;

/// <summary>An empty place on a server, seen through a provider and a cache of its own.</summary>
internal sealed class S3Table : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IDisposable> _opened = [];
    private readonly S3Server _server;

    public S3Table(S3Server server, string? location = null)
    {
        _server = server;
        Location = location ?? $"s3://lake/{Path.GetFileName(_folder.FullPath)}/table one";
        Cache = new DataFileCache(_folder.At("cache"), 1L << 40, TimeProvider.System);
        Provider = Open(Cache);
    }

    public string Location { get; }

    public DataFileCache Cache { get; }

    public S3StoreProvider Provider { get; }

    public ITableStore Store => Provider.Open(Location);

    public S3StoreProvider Open(DataFileCache cache, S3Options? options = null)
    {
        S3StoreProvider provider = new(options ?? OptionsOf(_server), cache, TimeProvider.System);
        _opened.Add(provider);
        return provider;
    }

    public static S3Options OptionsOf(S3Server server)
    {
        foreach ((string name, string value) in server.Environment.Where(variable => variable.Key.Contains("KEY", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        return S3Options.FromEnvironment(name => server.Environment.GetValueOrDefault(name)) with { PartBytes = S3Options.SmallestPartBytes };
    }

    public void Dispose()
    {
        foreach (IDisposable opened in _opened)
        {
            opened.Dispose();
        }

        Cache.Dispose();
        _folder.Dispose();
    }
}
