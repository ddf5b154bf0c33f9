using Lakehouse.Testing.Stores;

// Keys come from the environment of the process, which the tests share.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Lakehouse.Delta.S3.Tests;

/// <summary>One server for the tests of a class; null where none can be started, and then every test skips.</summary>
public sealed class S3ServerFixture : IDisposable
{
    public S3Server? Server { get; } = S3Server.WhyNot is null ? new S3Server() : null;

    public void Dispose() => Server?.Dispose();
}
