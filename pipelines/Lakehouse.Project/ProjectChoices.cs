namespace Lakehouse.Project;

/// <summary>What whoever opens a project says beside its files.</summary>
public sealed record ProjectChoices
{
    /// <summary>The warehouse folder, before the one that <c>lakehouse.yml</c> names; null: no choice.</summary>
    public string? WarehouseFolder { get; init; }

    /// <summary>Variables, before those of <c>lakehouse.yml</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The reference project's folder, or null: there is none to lay the project over.</summary>
    public string? ReferenceFolder { get; init; }
}
