namespace Lakehouse.Cli.Arguments;

/// <summary>Finds the project that a command line means, and the reference project that it lies over.</summary>
internal static class ProjectLocation
{
    private const string ProjectFile = "lakehouse.yml";

    /// <summary>The folder that is named, or else the nearest one upwards that holds a project.</summary>
    /// <param name="named">What the command line names, or null.</param>
    /// <param name="surroundings">Where to start.</param>
    /// <returns>An absolute path: where no project is found, the current folder.</returns>
    /// <exception cref="CliException"><c>LH9005</c>: no project is named, none is upwards, and one lies right below.</exception>
    internal static string Folder(string? named, Surroundings surroundings)
    {
        if (named is { Length: > 0 })
        {
            return Path.GetFullPath(named, surroundings.CurrentFolder);
        }

        for (DirectoryInfo? folder = new(surroundings.CurrentFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, ProjectFile)))
            {
                return folder.FullName;
            }
        }

        string? below = Directory.EnumerateDirectories(surroundings.CurrentFolder)
            .Where(folder => File.Exists(Path.Combine(folder, ProjectFile)))
            .Order(StringComparer.Ordinal)
            .Select(Path.GetFileName)
            .FirstOrDefault();

        return below is null
            ? surroundings.CurrentFolder
            : throw new CliException(
                "LH9005",
                $"found no {ProjectFile} in {surroundings.CurrentFolder} or above it, expected one, because it makes a folder a project.",
                $"There is one in '{below}': add --project {below}, or change into it.");
    }

    /// <summary>The reference project: what <c>LAKEHOUSE_HOME</c> names, or the folder <c>reference</c> beside the program.</summary>
    /// <param name="surroundings">The environment.</param>
    /// <returns>An absolute path, or null where there is none.</returns>
    internal static string? ReferenceFolder(Surroundings surroundings)
    {
        if (surroundings.Variable("LAKEHOUSE_HOME") is { Length: > 0 } home)
        {
            return Path.GetFullPath(home, surroundings.CurrentFolder);
        }

        string beside = Path.Combine(AppContext.BaseDirectory, "reference");
        return Directory.Exists(beside) ? beside : null;
    }
}
