using System.Globalization;
using System.Text;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>Orders rows so that those with like values in any of several columns lie near one another.</summary>
/// <remarks>
/// Morton (1966): the bits of the columns' ranks are interleaved and rows ordered by the result. Ranks are taken instead of
/// values, so that columns of any type and with any distribution count alike; equal values have one rank, NULL the
/// lowest.
/// </remarks>
internal static class ZOrder
{
    // The interleaved number stays within what a double holds exactly, because the engines divide in doubles.
    private const int MostBits = 52;
    private const int MostBitsOfColumn = 16;

    /// <summary>A SELECT of rows in that order.</summary>
    /// <param name="columns">The SELECT list.</param>
    /// <param name="from">What stands after FROM.</param>
    /// <param name="keys">Expressions of the columns, at least one.</param>
    /// <param name="fields">The names of the result's columns.</param>
    internal static string Select(string columns, string from, IReadOnlyList<string> keys, IEnumerable<StructField> fields)
    {
        string tie = string.Join(", ", keys.Select((_, at) => Name("lh_key_", at) + " nulls first"));
        string list = SqlText.List(fields.Select(field => SqlText.Identifier(field.Name)));
        string keyed = $"select {columns}, {Numbered(keys, (key, at) => $"{key} as {Name("lh_key_", at)}")} from {from}";
        if (keys.Count == 1)
        {
            return $"select {list} from ({keyed}) as lh_keyed order by {tie}";
        }

        int bits = Math.Min(MostBits / keys.Count, MostBitsOfColumn);
        string highest = ((1L << bits) - 1).ToString(CultureInfo.InvariantCulture);
        string ranks = Numbered(
            keys,
            (_, at) =>
                $"cast(floor(percent_rank() over (order by {Name("lh_key_", at)} nulls first) * {highest}) as bigint) as {Name("lh_rank_", at)}"
        );
        return $"""
            select {list}
            from (select *, {ranks} from ({keyed}) as lh_keyed) as lh_ranked
            order by {Interleaved(keys.Count, bits)}, {tie}
            """;
    }

    private static string Interleaved(int columnCount, int bits)
    {
        StringBuilder sum = new();
        for (int bit = 0; bit < bits; bit++)
        {
            for (int column = 0; column < columnCount; column++)
            {
                string divisor = (1L << bit).ToString(CultureInfo.InvariantCulture);
                string weight = (1L << ((bit * columnCount) + (columnCount - 1 - column))).ToString(CultureInfo.InvariantCulture);
                _ = sum.Append(sum.Length == 0 ? string.Empty : " + ")
                    .Append(CultureInfo.InvariantCulture, $"mod(cast(floor({Name("lh_rank_", column)} / {divisor}) as bigint), 2) * {weight}");
            }
        }

        return sum.ToString();
    }

    private static string Numbered(IReadOnlyList<string> keys, Func<string, int, string> text) => string.Join(", ", keys.Select(text));

    private static string Name(string prefix, int at) => prefix + at.ToString(CultureInfo.InvariantCulture);
}
