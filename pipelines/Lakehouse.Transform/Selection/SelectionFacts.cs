using Lakehouse.Engine;

namespace Lakehouse.Transform.Selection;

/// <summary>What <c>state:</c> and <c>result:</c> ask about, read beforehand.</summary>
internal sealed record SelectionFacts
{
    internal static readonly SelectionFacts None = new();

    /// <summary>The steps whose texts differ from those that made their tables.</summary>
    internal IReadOnlySet<TableName> Modified { get; init; } = new HashSet<TableName>();

    /// <summary>The steps that have no table yet.</summary>
    internal IReadOnlySet<TableName> New { get; init; } = new HashSet<TableName>();

    /// <summary>How steps came out in the last run: <c>error</c>, <c>fail</c> or <c>skipped</c>, by name; null: no run is known.</summary>
    internal IReadOnlyDictionary<string, string>? LastResults { get; init; }
}
