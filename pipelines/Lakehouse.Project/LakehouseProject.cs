namespace Lakehouse.Project;

/// <summary>A lakehouse project: a folder with a <c>lakehouse.yml</c>, laid over the reference project.</summary>
/// <remarks>
/// A file of the project's folder overrides the reference project's file with the same relative path.
/// Immutable; safe to share between threads.
/// </remarks>
public sealed record LakehouseProject
{
    /// <summary>The project's name.</summary>
    public required string Name { get; init; }

    /// <summary>The project's folder: an absolute path.</summary>
    public required string Folder { get; init; }

    /// <summary>The reference project's folder, an absolute path; null when the project stands alone (<c>reference: none</c>).</summary>
    public required string? ReferenceFolder { get; init; }

    /// <summary>Where the tables are: an absolute path.</summary>
    public required string WarehouseFolder { get; init; }

    /// <summary>Variables for text such as <c>${landing}</c>, by name: <c>lakehouse.yml</c>, then the command line.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Typed values that SQL may use as <c>$name</c>. <c>as_of</c> is not among them: a run has it.</summary>
    public required IReadOnlyDictionary<string, ProjectParameter> Parameters { get; init; }

    /// <summary>The sources that a run lands, by name, in order; each is a file <c>sql/bronze/NAME.yml</c>.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The instant that a run takes as now when nobody says another; null: the start of the current UTC day.</summary>
    public required DateTimeOffset? AsOf { get; init; }

    /// <summary>The engine: <c>duckdb</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The engine's settings by name (<c>memory_limit</c>, <c>threads</c>, <c>temp_folder</c>), texts as written.</summary>
    public required IReadOnlyDictionary<string, string> EngineSettings { get; init; }

    /// <summary>The folder of a table.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">The name.</param>
    /// <returns>An absolute path; it need not exist.</returns>
    public string TableFolder(string schema, string name) => Path.Combine(WarehouseFolder, schema, name);

    /// <summary>Opens a project.</summary>
    /// <param name="folder">The folder that holds <c>lakehouse.yml</c>.</param>
    /// <param name="choices">What the command line says: warehouse, variables, where the reference project is.</param>
    /// <returns>The project.</returns>
    /// <exception cref="ProjectException">There is no such folder or no <c>lakehouse.yml</c>, or it is not as documented.</exception>
    public static LakehouseProject Open(string folder, ProjectChoices choices) => ProjectFileReader.Read(folder, choices);

    /// <summary>Finds files by folder and extension, the project's own before the reference project's of the same relative path.</summary>
    /// <param name="folder">The folder below the project, for example <c>sql/gold</c>; folders in it are searched too.</param>
    /// <param name="extension">The extension with its dot, for example <c>.sql</c>.</param>
    /// <returns>The files, ordered by relative path ordinally.</returns>
    public IReadOnlyList<ProjectFile> Files(string folder, string extension)
    {
        SortedDictionary<string, ProjectFile> files = new(StringComparer.Ordinal);
        foreach (string root in Layers())
        {
            string start = Path.Combine(root, folder);
            if (!Directory.Exists(start))
            {
                continue;
            }

            foreach (string path in Directory.EnumerateFiles(start, "*" + extension, SearchOption.AllDirectories))
            {
                string relative = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
                files[relative] = new ProjectFile(relative, path, IsOverride: files.ContainsKey(relative));
            }
        }

        return [.. files.Values];
    }

    /// <summary>Finds one file, the project's own before the reference project's.</summary>
    /// <param name="relativePath">The path below the project.</param>
    /// <returns>The file, or null.</returns>
    public ProjectFile? TryFile(string relativePath)
    {
        ProjectFile? found = null;
        foreach (string path in Layers().Select(root => Path.Combine(root, relativePath)).Where(File.Exists))
        {
            found = new ProjectFile(relativePath, path, IsOverride: found is not null);
        }

        return found;
    }

    /// <summary>Replaces <c>${name}</c> by the variable of that name, and <c>${env:NAME}</c> by an environment variable.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">The file and place that the text comes from, for the error.</param>
    /// <returns>The text without any variable.</returns>
    /// <exception cref="ProjectException"><c>LH5003</c>: no variable has that name.</exception>
    public string Expand(string text, string where) => VariableText.Expand(text, where, Variables);

    /// <summary>The folders that hold files, the reference project's first, so that a later one overrides.</summary>
    private IEnumerable<string> Layers() => ReferenceFolder is null ? [Folder] : [ReferenceFolder, Folder];
}
