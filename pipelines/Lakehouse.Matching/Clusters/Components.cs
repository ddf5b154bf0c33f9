namespace Lakehouse.Matching.Clusters;

/// <summary>The connected components of a graph of records.</summary>
internal sealed class Components
{
    private readonly int[] _names;
    private readonly int[] _sizes;
    private readonly int[] _edges;

    private Components(int[] names, int[] sizes, int[] edges)
    {
        _names = names;
        _sizes = sizes;
        _edges = edges;
    }

    /// <summary>Finds the components.</summary>
    /// <param name="recordCount">The records, numbered from 0.</param>
    /// <param name="edges">The edges, each once: the left record in the upper 32 bits, the right one in the lower.</param>
    /// <returns>The components.</returns>
    public static Components Of(int recordCount, IEnumerable<long> edges)
    {
        DisjointSets sets = new(recordCount);
        int[] degrees = new int[recordCount];
        foreach (long edge in edges)
        {
            int left = (int)(edge >> 32);
            sets.Unite(left, (int)(edge & int.MaxValue));
            degrees[left]++;
        }

        int[] names = new int[recordCount];
        int[] sizes = new int[recordCount];
        int[] counts = new int[recordCount];
        for (int record = 0; record < recordCount; record++)
        {
            int name = sets.Find(record);
            names[record] = name;
            sizes[name]++;
            counts[name] += degrees[record];
        }

        return new Components(names, sizes, counts);
    }

    /// <summary>The component of a record: its smallest record.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The component's name.</returns>
    public int Of(int record) => _names[record];

    /// <summary>The records of components in which not every two records have an edge, in order.</summary>
    /// <returns>Each with its component and the component's size.</returns>
    public IEnumerable<(int Record, int Component, int Size)> Incomplete()
    {
        for (int record = 0; record < _names.Length; record++)
        {
            int name = _names[record];
            if (_edges[name] < (long)_sizes[name] * (_sizes[name] - 1) / 2)
            {
                yield return (record, name, _sizes[name]);
            }
        }
    }
}
