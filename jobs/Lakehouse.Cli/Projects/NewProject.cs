namespace Lakehouse.Cli.Projects;

/// <summary>Writes the files of a new project. Files that are there are never touched.</summary>
internal static class NewProject
{
    private const string ProjectFile = "lakehouse.yml";

    /// <summary>Writes the files.</summary>
    /// <param name="folder">The project's folder, absolute; it is made if need be.</param>
    /// <param name="choices">What goes into them.</param>
    /// <returns>The files that were written, relative, in order.</returns>
    /// <exception cref="CliException"><c>LH9060</c>: the folder is a project already.</exception>
    internal static IReadOnlyList<string> Write(string folder, NewProjectChoices choices)
    {
        string projectFile = Path.Combine(folder, ProjectFile);
        if (File.Exists(projectFile))
        {
            throw new CliException(
                "LH9060",
                $"found {projectFile}, expected a folder that is no project yet.",
                "Name another folder, or delete that file if nothing in it is needed.");
        }

        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(Path.Combine(folder, "landing"));
        List<string> written = [];
        foreach ((string path, string text) in Files(choices))
        {
            string target = Path.Combine(folder, path);
            if (!File.Exists(target))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.WriteAllText(target, text);
                written.Add(path);
            }
        }

        return written;
    }

    /// <summary>The sources that the reference project knows.</summary>
    /// <param name="referenceFolder">Its folder, or null.</param>
    /// <returns>The names, ordered.</returns>
    internal static IReadOnlyList<string> KnownSources(string? referenceFolder)
    {
        string? contracts = referenceFolder is null ? null : Path.Combine(referenceFolder, "sql", "bronze");
        return contracts is null || !Directory.Exists(contracts)
            ? []
            : [.. Directory.EnumerateFiles(contracts, "*.yml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Path, string Text)> Files(NewProjectChoices choices)
    {
        string asOf = choices.AsOf is { } instant
            ? $"as_of: {instant.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}   # runs take this as now, so that they repeat to the row"
            : "# as_of: 2026-01-01T00:00:00Z   # what runs take as now; left out: the start of the current UTC day";
        yield return (ProjectFile, $$"""
            # A lakehouse project. This folder lies over the reference project: a file here, for example
            # sql/silver/intake/account.sql or sql/definitions/taxonomy_map.csv, stands before its file of the same path.
            name: {{choices.Name}}
            {{asOf}}

            # What a run lands; each is a file sql/bronze/NAME.yml here or in the reference project.
            sources: [{{string.Join(", ", choices.Sources)}}]

            # Text for ${landing} in those files; --var landing=FOLDER names another folder for one command.
            variables:
              landing: landing

            # Where the Delta tables are.
            warehouse: warehouse

            """);
        yield return (".gitignore", "# Data are no source.\n/warehouse/\n/landing/\n");
    }
}

/// <summary>What goes into a new project.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sources">What a run lands.</param>
/// <param name="AsOf">The instant that runs take as now; null: the start of the current day.</param>
internal sealed record NewProjectChoices(string Name, IReadOnlyList<string> Sources, DateTimeOffset? AsOf);
