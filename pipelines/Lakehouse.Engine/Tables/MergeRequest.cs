namespace Lakehouse.Engine.Tables;

/// <summary>A merge of the rows of a SELECT into a table.</summary>
public sealed record MergeRequest
{
    /// <summary>One SELECT in the shared dialect: the rows that SQL of the merge sees as <c>source</c>.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// The condition on <c>target</c> and <c>source</c> under which two rows match. Files are left unread whose bounds
    /// show that an equality of a column and a source column, joined by AND, holds for none of their rows.
    /// </summary>
    public required string On { get; init; }

    /// <summary>What happens to which rows; at least one.</summary>
    public required IReadOnlyList<MergeClause> Clauses { get; init; }

    /// <summary>
    /// Whether columns of the source that the table lacks are added to it by clauses that take every column. Columns of
    /// the table that the source lacks then keep their value, or are NULL in an added row; otherwise they are refused.
    /// </summary>
    public bool MayAddColumns { get; init; }

    /// <summary>What else the operation records and how it writes.</summary>
    public OperationOptions Options { get; init; } = new();
}
