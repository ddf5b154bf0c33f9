namespace Lakehouse.Engine.Tables;

/// <summary>Rows that come into a table.</summary>
public sealed record RowsRequest
{
    /// <summary>One SELECT in the shared dialect. Its columns are found by name, whatever their order and case.</summary>
    public required string Sql { get; init; }

    /// <summary>
    /// Whether columns that the table lacks are added to it, nullable and at the end, also within structs; otherwise
    /// they are refused. Columns that the SELECT lacks are NULL.
    /// </summary>
    public bool MayAddColumns { get; init; }

    /// <summary>The partition columns of a table that is made by the operation; left out for one that is there.</summary>
    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>The properties of a table that is made by the operation.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What else the operation records and how it writes.</summary>
    public OperationOptions Options { get; init; } = new();
}
