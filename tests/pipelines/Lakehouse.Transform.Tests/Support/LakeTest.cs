using System.Diagnostics.CodeAnalysis;

namespace Lakehouse.Transform.Tests.Support;

/// <summary>A test with a lake of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The test framework calls DisposeAsync of IAsyncLifetime.")]
public abstract class LakeTest : IAsyncLifetime
{
    private protected SmallLake Lake { get; } = new();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Lake.DisposeAsync();
}
