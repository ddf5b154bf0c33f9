namespace Lakehouse.Runs;

/// <summary>What became of a run's sources.</summary>
/// <param name="Entities">A row for each entity, in the project's order.</param>
/// <param name="Faults">Sources that could not be landed: whole messages with their codes.</param>
internal sealed record SourceLandings(IReadOnlyList<LandedEntity> Entities, IReadOnlyList<string> Faults)
{
    /// <summary>Nothing was to be landed.</summary>
    internal static SourceLandings None { get; } = new([], []);

    /// <summary>Whether every source and every file was taken.</summary>
    internal bool IsGood => Faults.Count == 0 && Entities.All(entity => entity.RejectedFiles == 0);
}
