namespace Lakehouse.Sample.Extracts;

/// <summary>A row that is to be delivered.</summary>
/// <param name="ChangedAt">Its cursor.</param>
/// <param name="Sequence">When it was made, which orders rows of one instant.</param>
/// <param name="Fields">Its values in the layout's order.</param>
internal readonly record struct ExtractRow(DateTime ChangedAt, long Sequence, string?[] Fields)
{
    /// <summary>Orders by cursor, then by making.</summary>
    /// <param name="left">A row.</param>
    /// <param name="right">Another row.</param>
    public static int Compare(ExtractRow left, ExtractRow right)
    {
        int byTime = left.ChangedAt.CompareTo(right.ChangedAt);
        return byTime != 0 ? byTime : left.Sequence.CompareTo(right.Sequence);
    }
}
