using System.Diagnostics.CodeAnalysis;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Project;
using Lakehouse.Testing;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Testing;

namespace Lakehouse.Sql.Tests;

/// <summary>The repository's own models on a real engine, opened once for all tests of a class.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The test framework calls DisposeAsync of IAsyncLifetime.")]
public sealed class ReferenceProject : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public DuckDbEngine Engine { get; } = new(new DuckDbOptions { FunctionsFolder = Repository.At("sql", "functions"), Threads = 1 });

    public LakehouseProject Project { get; private set; } = null!;

    public TransformGraph Graph { get; private set; } = null!;

    public ModelTestRunner Runner { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _folder.Write("lakehouse.yml", "name: reference\n");
        Project = LakehouseProject.Open(_folder.FullPath, new ProjectChoices { ReferenceFolder = Repository.Root });
        Graph = TransformGraph.Load(Project, Engine.SqlReader, Tables);
        Runner = await ModelTestRunner.OpenAsync(Project, Graph, Engine, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await Runner.DisposeAsync();
        await Engine.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Tables that models may read and that no contract declares.</summary>
    internal static IReadOnlyDictionary<TableName, StructType> Tables { get; } = new Dictionary<TableName, StructType>();
}
