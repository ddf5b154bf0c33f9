using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Project;

namespace Lakehouse.Runs;

/// <summary>A project's engine and tables, made once and shared by all that a command does.</summary>
/// <remarks>Making it costs nothing: the engine starts at its first use. Dispose it to end the engine.</remarks>
public sealed class ProjectLakehouse : IAsyncDisposable
{
    private const string FunctionsFile = "sql/functions/duckdb.sql";

    private readonly DeltaTableOptions _tableOptions;

    /// <summary>Makes a project's engine and tables.</summary>
    /// <param name="project">The project.</param>
    /// <param name="clock">Times commits and steps.</param>
    /// <param name="ids">Names files and commits.</param>
    /// <param name="engineInfo">The writer's name in commits.</param>
    public ProjectLakehouse(LakehouseProject project, TimeProvider clock, IIdSource ids, string engineInfo)
    {
        Project = project;
        Clock = clock;
        Ids = ids;
        Engine = new DuckDbEngine(new DuckDbOptions
        {
            MemoryLimit = project.EngineSettings.GetValueOrDefault("memory_limit"),
            Threads = project.EngineSettings.TryGetValue("threads", out string? threads)
                ? int.Parse(threads, CultureInfo.InvariantCulture)
                : null,
            TempFolder = project.EngineSettings.GetValueOrDefault("temp_folder"),
            FunctionsFolder = project.TryFile(FunctionsFile) is { } file ? Path.GetDirectoryName(file.FullPath) : null,
            Clock = clock,
            Ids = ids,
        });
        _tableOptions = new DeltaTableOptions { Checkpoints = Engine.Checkpoints, Clock = clock, Ids = ids, EngineInfo = engineInfo };
    }

    /// <summary>The project.</summary>
    public LakehouseProject Project { get; }

    /// <summary>The engine.</summary>
    public DuckDbEngine Engine { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The ids.</summary>
    public IIdSource Ids { get; }

    /// <summary>Opens a table of the warehouse, which need not exist.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The table at <c>WAREHOUSE/schema/name</c>.</returns>
    public DeltaTable Table(TableName name) =>
        new(new LocalTableStore(Project.TableFolder(name.Schema, name.Name)), _tableOptions);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
