namespace Lakehouse.Project;

/// <summary>Reads source contracts.</summary>
public static class SourceContractReader
{
    /// <summary>Reads every contract that the project can see, also of sources that it does not land.</summary>
    /// <param name="project">The project.</param>
    /// <returns>The contracts, ordered by name.</returns>
    /// <exception cref="ProjectException">A file is not as documented: the file, line and key are named.</exception>
    public static IReadOnlyList<SourceContract> ReadAll(LakehouseProject project) => throw new NotImplementedException();
}
