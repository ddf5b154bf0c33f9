namespace Lakehouse.Project;

/// <summary>A source as its file <c>sql/bronze/NAME.yml</c> declares it.</summary>
/// <param name="Name">The source's name, also the first half of its bronze tables' names.</param>
/// <param name="Description">What the source is, or null.</param>
/// <param name="LandingFolder">Where its files land, variables still in it; empty for a database.</param>
/// <param name="Entities">Its entities, in the file's order.</param>
/// <param name="File">The file it was read from.</param>
public sealed record SourceContract(
    string Name,
    string? Description,
    string LandingFolder,
    IReadOnlyList<EntityContract> Entities,
    ProjectFile File)
{
    /// <summary>The database that it is read from; null where files are delivered.</summary>
    public DatabaseContract? Database { get; init; }
}
