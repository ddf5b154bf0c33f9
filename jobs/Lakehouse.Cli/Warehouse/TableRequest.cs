using Lakehouse.Delta.Log;
using Lakehouse.Engine;

namespace Lakehouse.Cli.Warehouse;

/// <summary>Which rows of which table.</summary>
internal sealed record TableRequest
{
    /// <summary>The table.</summary>
    internal required TableName Table { get; init; }

    /// <summary>The version; null: the released one, or else the newest.</summary>
    internal TableVersion? Version { get; init; }

    /// <summary>The version that was the newest at this instant; null: not asked for.</summary>
    internal DateTimeOffset? AsOf { get; init; }

    /// <summary>The columns by name, in the order wanted; empty: all.</summary>
    internal IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>A condition in SQL that rows must meet; null: none.</summary>
    internal string? Where { get; init; }

    /// <summary>Rows at the most, at least 1.</summary>
    internal int MaxRows { get; init; } = int.MaxValue;
}
