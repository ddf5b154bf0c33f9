using Lakehouse.Matching.Input;

namespace Lakehouse.Matching.Clusters;

/// <summary>The connected components of a graph of records.</summary>
internal sealed class Components
{
    private readonly int[] _names;
    private readonly int[] _sizes;
    private readonly long[] _missing;

    private Components(int[] names, int[] sizes, long[] missing)
    {
        _names = names;
        _sizes = sizes;
        _missing = missing;
    }

    /// <summary>Finds the components.</summary>
    /// <param name="records">The records, numbered from 0, those of the left input first.</param>
    /// <param name="edges">The edges, each once: the left record in the upper 32 bits, the right one in the lower.</param>
    /// <returns>The components.</returns>
    public static Components Of(RecordCounts records, IEnumerable<long> edges)
    {
        int recordCount = (int)records.Total;
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
        int[] lefts = new int[recordCount];
        long[] missing = new long[recordCount];
        for (int record = 0; record < recordCount; record++)
        {
            int name = sets.Find(record);
            names[record] = name;
            sizes[name]++;
            lefts[name] += record < records.Left ? 1 : 0;
            missing[name] -= degrees[record];
        }

        for (int name = 0; name < recordCount; name++)
        {
            missing[name] += records.IsLink ? (long)lefts[name] * (sizes[name] - lefts[name]) : (long)sizes[name] * (sizes[name] - 1) / 2;
        }

        return new Components(names, sizes, missing);
    }

    /// <summary>The component of a record: its smallest record.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The component's name.</returns>
    public int Of(int record) => _names[record];

    /// <summary>The records of components in which not every two records that can be compared have an edge, in order.</summary>
    /// <returns>Each with its component and the component's size.</returns>
    public IEnumerable<(int Record, int Component, int Size)> Incomplete()
    {
        for (int record = 0; record < _names.Length; record++)
        {
            int name = _names[record];
            if (_missing[name] > 0)
            {
                yield return (record, name, _sizes[name]);
            }
        }
    }
}
