using System.Collections;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>
/// A set of rows of one data file by their position in it, from 0: what a deletion vector holds. A compressed bitmap,
/// so that a set of many rows is small (Lemire et al., 2016, "Consistently faster and smaller compressed bitmaps with
/// Roaring").
/// </summary>
/// <remarks>Immutable; enumerates in ascending order. Safe to share between threads.</remarks>
public sealed class RowPositionSet : IReadOnlyCollection<long>
{
    private const int BlockBits = 16;

    private readonly long[] _blocks;
    private readonly RowContainer[] _containers;

    /// <summary>Takes blocks in ascending order, each the rows' upper bits.</summary>
    internal RowPositionSet(long[] blocks, RowContainer[] containers)
    {
        _blocks = blocks;
        _containers = containers;
        Cardinality = containers.Sum(container => (long)container.Count);
    }

    /// <summary>No rows.</summary>
    public static RowPositionSet Empty { get; } = new([], []);

    /// <summary>How many rows there are.</summary>
    public long Cardinality { get; }

    /// <inheritdoc/>
    public int Count => checked((int)Cardinality);

    /// <summary>The last row, or -1 where there is none.</summary>
    public long Last => Cardinality == 0 ? -1 : (_blocks[^1] << BlockBits) + _containers[^1].Rows().Last();

    /// <summary>The blocks of 65536 rows that have any, in ascending order.</summary>
    internal IEnumerable<(long Block, RowContainer Rows)> Blocks => _blocks.Zip(_containers);

    /// <summary>Makes a set.</summary>
    /// <param name="rows">Positions from 0 on, in any order; doubles count once.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A position is negative.</exception>
    public static RowPositionSet Of(IEnumerable<long> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        long[] sorted = [.. rows];
        Array.Sort(sorted);
        if (sorted is [< 0, ..])
        {
            throw new ArgumentOutOfRangeException(nameof(rows), sorted[0], "A row's position is at least 0.");
        }

        List<long> blocks = [];
        List<RowContainer> containers = [];
        List<ushort> list = [];
        for (int at = 0; at < sorted.Length; at++)
        {
            if (at == 0 || sorted[at] != sorted[at - 1])
            {
                list.Add((ushort)(sorted[at] & 0xFFFF));
            }

            if (at + 1 == sorted.Length || sorted[at + 1] >> BlockBits != sorted[at] >> BlockBits)
            {
                blocks.Add(sorted[at] >> BlockBits);
                containers.Add(RowContainer.OfList([.. list]));
                list.Clear();
            }
        }

        return new RowPositionSet([.. blocks], [.. containers]);
    }

    /// <summary>Whether a row is in the set.</summary>
    /// <param name="row">The position.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(long row)
    {
        int at = Array.BinarySearch(_blocks, row >> BlockBits);
        return at >= 0 && _containers[at].Contains((ushort)(row & 0xFFFF));
    }

    /// <summary>The rows of both sets.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>A new set.</returns>
    public RowPositionSet Union(RowPositionSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        SortedDictionary<long, RowContainer> blocks = new(Blocks.ToDictionary(entry => entry.Block, entry => entry.Rows));
        foreach ((long block, RowContainer rows) in other.Blocks)
        {
            blocks[block] = blocks.TryGetValue(block, out RowContainer? own) ? own.Union(rows) : rows;
        }

        return new RowPositionSet([.. blocks.Keys], [.. blocks.Values]);
    }

    /// <summary>The rows that the other set does not have.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>A new set.</returns>
    public RowPositionSet Except(RowPositionSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        List<long> blocks = [];
        List<RowContainer> containers = [];
        foreach ((long block, RowContainer rows) in Blocks)
        {
            int at = Array.BinarySearch(other._blocks, block);
            if ((at < 0 ? rows : rows.Except(other._containers[at])) is { } left)
            {
                blocks.Add(block);
                containers.Add(left);
            }
        }

        return new RowPositionSet([.. blocks], [.. containers]);
    }

    /// <inheritdoc/>
    public IEnumerator<long> GetEnumerator()
    {
        foreach ((long block, RowContainer rows) in Blocks)
        {
            foreach (ushort row in rows.Rows())
            {
                yield return (block << BlockBits) + row;
            }
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
