namespace Lakehouse.Transform.Fingerprints;

/// <summary>All that decides a table's rows. Two steps with the same parts give the same rows.</summary>
public sealed record StepParts
{
    /// <summary>The hash of the SQL without comments and layout, or of a definition's text.</summary>
    public required string Sql { get; init; }

    /// <summary>The hash of kind, grain, key, period and columns.</summary>
    public required string Contract { get; init; }

    /// <summary>The hash of the checks.</summary>
    public required string Checks { get; init; }

    /// <summary>The hash of the <c>lh_</c> functions that the SQL uses, by name.</summary>
    public required SortedDictionary<string, string> Functions { get; init; }

    /// <summary>The engine.</summary>
    public required string Engine { get; init; }

    /// <summary>The values of the parameters that the SQL uses, by name; null for NULL.</summary>
    public required SortedDictionary<string, string?> Parameters { get; init; }

    /// <summary>The data versions of the tables that it reads, by name; null for a table that was not there.</summary>
    public required SortedDictionary<string, long?> Inputs { get; init; }
}
