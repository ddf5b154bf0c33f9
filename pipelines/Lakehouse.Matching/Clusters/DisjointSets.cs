namespace Lakehouse.Matching.Clusters;

/// <summary>Which records are together (Galler and Fischer 1964), with path halving and union by smallest record.</summary>
/// <remarks>The name of a set is its smallest record, so it does not depend on the order of unions.</remarks>
/// <param name="count">The records, numbered from 0.</param>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, count)];

    /// <summary>The smallest record of a record's set.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The set's name.</returns>
    public int Find(int record)
    {
        while (_parents[record] != record)
        {
            _parents[record] = _parents[_parents[record]];
            record = _parents[record];
        }

        return record;
    }

    /// <summary>Makes one set of two.</summary>
    /// <param name="left">A record of one.</param>
    /// <param name="right">A record of the other.</param>
    /// <returns>The set's name.</returns>
    public int Unite(int left, int right)
    {
        int first = Find(left);
        int second = Find(right);
        int smallest = Math.Min(first, second);
        _parents[Math.Max(first, second)] = smallest;
        return smallest;
    }
}
