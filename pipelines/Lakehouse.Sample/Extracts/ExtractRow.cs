namespace Lakehouse.Sample.Extracts;

/// <summary>A row that is to be delivered.</summary>
/// <param name="ChangedAt">Its cursor.</param>
/// <param name="Sequence">When it was made, which orders rows of one instant.</param>
/// <param name="Fields">Its values in the layout's order.</param>
internal readonly record struct ExtractRow(DateTime ChangedAt, long Sequence, string?[] Fields)
    : IComparable<ExtractRow>
{
    /// <summary>Orders by cursor, then by making.</summary>
    /// <param name="other">The other row.</param>
    public int CompareTo(ExtractRow other)
    {
        int byTime = ChangedAt.CompareTo(other.ChangedAt);
        return byTime != 0 ? byTime : Sequence.CompareTo(other.Sequence);
    }
}
