using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine;

namespace Lakehouse.Transform.Merging;

/// <summary>What a commit would do to a table.</summary>
internal sealed record RowsChange
{
    /// <summary>How it relates to the rows that are there.</summary>
    internal required WriteMode Mode { get; init; }

    /// <summary>The table's schema afterwards.</summary>
    internal required StructType Schema { get; init; }

    /// <summary>The files that it adds.</summary>
    internal IReadOnlyList<DataFile> Added { get; init; } = [];

    /// <summary>The files that it removes, with <see cref="WriteMode.Replace"/>.</summary>
    internal IReadOnlyList<AddFile> Removed { get; init; } = [];

    /// <summary>All rows of the table afterwards.</summary>
    internal required StagedRows Result { get; init; }

    /// <summary>Whether the rows come out as they are now.</summary>
    internal bool IsSame { get; init; }

    /// <summary>A digest of the rows, or null where none was taken.</summary>
    internal string? Content { get; init; }
}
