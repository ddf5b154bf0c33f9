using System.Globalization;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Project;

namespace Lakehouse.Cli.Warehouse;

/// <summary>Makes the engine as a project sets it up.</summary>
internal static class ProjectEngine
{
    /// <summary>Makes the engine; nothing native is loaded before its first use.</summary>
    /// <param name="project">The project.</param>
    /// <param name="surroundings">Clock and ids.</param>
    /// <returns>The engine; dispose it.</returns>
    internal static DuckDbEngine Create(LakehouseProject project, Surroundings surroundings) => new(new DuckDbOptions
    {
        MemoryLimit = project.EngineSettings.GetValueOrDefault("memory_limit"),
        Threads = project.EngineSettings.TryGetValue("threads", out string? threads) ? int.Parse(threads, CultureInfo.InvariantCulture) : null,
        TempFolder = project.EngineSettings.GetValueOrDefault("temp_folder"),
        FunctionsFolder = project.TryFile("sql/functions/duckdb.sql") is { } functions ? Path.GetDirectoryName(functions.FullPath) : null,
        Clock = surroundings.Clock,
    });
}
