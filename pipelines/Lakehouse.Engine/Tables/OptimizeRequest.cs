namespace Lakehouse.Engine.Tables;

/// <summary>How the rows of a table are put into better files.</summary>
public sealed record OptimizeRequest
{
    /// <summary>A condition on partition columns alone; null for the whole table.</summary>
    public string? Condition { get; init; }

    /// <summary>
    /// Columns by whose values together rows are ordered (a Z-order), so that a condition on any of them finds them in
    /// few files; struct members with dots. Empty: by the table's own clustering columns, or in no order.
    /// </summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>
    /// About how large a file should be, in bytes; at least 1. Null: the table's <c>delta.targetFileSize</c>, or 128 MiB.
    /// </summary>
    public long? TargetFileSizeBytes { get; init; }

    /// <summary>Whether files that are in the order of the table's clustering columns are written anew as well.</summary>
    public bool RewritesClustered { get; init; }

    /// <summary>What else the operation records and how it writes.</summary>
    public OperationOptions Options { get; init; } = new();
}
