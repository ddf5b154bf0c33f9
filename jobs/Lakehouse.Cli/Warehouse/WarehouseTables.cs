using Lakehouse.Engine;
using Lakehouse.Project;

namespace Lakehouse.Cli.Warehouse;

/// <summary>The tables that a warehouse folder holds.</summary>
/// <param name="project">The project.</param>
internal sealed class WarehouseTables(LakehouseProject project)
{
    private const string LogFolder = "_delta_log";

    /// <summary>Finds the tables by their logs.</summary>
    /// <returns>The names, ordered.</returns>
    internal IReadOnlyList<TableName> List()
    {
        if (!Directory.Exists(project.WarehouseFolder))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateDirectories(project.WarehouseFolder)
                .SelectMany(Directory.EnumerateDirectories)
                .Where(folder => Directory.Exists(Path.Combine(folder, LogFolder)))
                .Select(folder => new TableName(Path.GetFileName(Path.GetDirectoryName(folder)!), Path.GetFileName(folder)))
                .Order(),
        ];
    }

    /// <summary>Refuses a table that the warehouse does not hold.</summary>
    /// <param name="name">The table.</param>
    /// <exception cref="CliException"><c>LH9051</c>: there is none.</exception>
    internal void RequireKnown(TableName name)
    {
        if (!Directory.Exists(Path.Combine(project.TableFolder(name.Schema, name.Name), LogFolder)))
        {
            throw Unknown(name);
        }
    }

    /// <summary>The failure for a table that is not there, with what was probably meant.</summary>
    /// <param name="name">The table.</param>
    /// <returns>The failure, to be thrown.</returns>
    internal CliException Unknown(TableName name)
    {
        IReadOnlyList<TableName> tables = List();
        string written = string.Equals(name.Schema, "main", StringComparison.Ordinal) ? name.Name : name.ToString();
        string? meant = tables.Where(table => string.Equals(table.Name, name.Name, StringComparison.Ordinal)).Select(table => table.ToString()).FirstOrDefault()
            ?? NearestName.Of(written, tables.Select(table => table.ToString()));
        string nextStep = (tables.Count, meant) switch
        {
            (0, _) => "The warehouse is empty: 'lakehouse run' fills it.",
            (_, null) => "See 'lakehouse status' for the tables that there are.",
            _ => $"Did you mean '{meant}'?",
        };
        return new CliException("LH9051", $"found no table {written} in {project.WarehouseFolder}, expected one as schema.name.", nextStep);
    }
}
