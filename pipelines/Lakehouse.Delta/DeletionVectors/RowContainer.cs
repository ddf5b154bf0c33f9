using System.Numerics;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>The rows of one block of 65536: a sorted list while they are few, a bit each when they are many.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class RowContainer
{
    /// <summary>How many rows a list may have; from one more on, bits take less room.</summary>
    internal const int LongestList = 4096;

    /// <summary>The number of 64-bit words of a block.</summary>
    internal const int WordCount = 1024;

    private RowContainer(ushort[]? list, ulong[]? words, int count)
    {
        List = list;
        Words = words;
        Count = count;
    }

    /// <summary>The rows in ascending order, or null where they are bits.</summary>
    internal ushort[]? List { get; }

    /// <summary>The rows as bits, or null where they are a list.</summary>
    internal ulong[]? Words { get; }

    /// <summary>How many rows there are, 1 to 65536.</summary>
    internal int Count { get; }

    /// <summary>Takes rows in ascending order.</summary>
    internal static RowContainer OfList(ushort[] list) =>
        list.Length <= LongestList ? new RowContainer(list, null, list.Length) : OfWords(ToWords(list))!; // Not empty.

    /// <summary>Takes rows as bits; null where no bit is set.</summary>
    internal static RowContainer? OfWords(ulong[] words)
    {
        int count = words.Sum(BitOperations.PopCount);
        return count switch
        {
            0 => null,
            <= LongestList => new RowContainer([.. Enumerate(words)], null, count),
            _ => new RowContainer(null, words, count),
        };
    }

    /// <summary>Whether a row is there.</summary>
    internal bool Contains(ushort row) =>
        List is { } list ? Array.BinarySearch(list, row) >= 0 : (Words![row >> 6] >> (row & 63) & 1) != 0; // One is there.

    /// <summary>The rows in ascending order.</summary>
    internal IEnumerable<ushort> Rows() => List ?? Enumerate(Words!); // One of the two is there.

    /// <summary>The rows of both.</summary>
    internal RowContainer Union(RowContainer other)
    {
        ulong[] words = Bits();
        foreach ((int at, ulong word) in other.Bits().Index())
        {
            words[at] |= word;
        }

        return OfWords(words)!; // Both have rows.
    }

    /// <summary>The rows that the other does not have; null for none.</summary>
    internal RowContainer? Except(RowContainer other)
    {
        ulong[] words = Bits();
        foreach ((int at, ulong word) in other.Bits().Index())
        {
            words[at] &= ~word;
        }

        return OfWords(words);
    }

    /// <summary>The rows as runs: the first row and how many follow it.</summary>
    internal IEnumerable<(ushort Start, ushort Following)> Runs()
    {
        int start = -1;
        int last = -1;
        foreach (ushort row in Rows())
        {
            if (start >= 0 && row != last + 1)
            {
                yield return ((ushort)start, (ushort)(last - start));
                start = row;
            }

            start = start < 0 ? row : start;
            last = row;
        }

        yield return ((ushort)start, (ushort)(last - start));
    }

    private static ulong[] ToWords(ushort[] list)
    {
        ulong[] words = new ulong[WordCount];
        foreach (ushort row in list)
        {
            words[row >> 6] |= 1UL << (row & 63);
        }

        return words;
    }

    private static IEnumerable<ushort> Enumerate(ulong[] words)
    {
        for (int at = 0; at < words.Length; at++)
        {
            for (ulong word = words[at]; word != 0; word &= word - 1)
            {
                yield return (ushort)((at << 6) + BitOperations.TrailingZeroCount(word));
            }
        }
    }

    private ulong[] Bits() => List is { } list ? ToWords(list) : [.. Words!]; // One of the two is there.
}
