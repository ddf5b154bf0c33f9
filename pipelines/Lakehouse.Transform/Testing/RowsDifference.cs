using System.Globalization;
using System.Numerics;
using System.Text;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Transform.Testing;

/// <summary>Compares two lists of rows whose order does not matter, and shows how they differ.</summary>
/// <remarks>Doubles are compared to twelve significant digits; decimals whatever the zeros at their end.</remarks>
internal sealed class RowsDifference
{
    private readonly IReadOnlyList<StructField> _columns;
    private readonly List<string[]> _missing = [];
    private readonly List<string[]> _unexpected = [];

    internal RowsDifference(
        IReadOnlyList<StructField> columns,
        IEnumerable<IReadOnlyList<object?>> expected,
        IEnumerable<IReadOnlyList<object?>> actual)
    {
        _columns = columns;
        List<string[]> left = [.. actual.Select(Texts)];
        foreach (string[] row in expected.Select(Texts))
        {
            int index = left.FindIndex(other => other.AsSpan().SequenceEqual(row));
            if (index < 0)
            {
                _missing.Add(row);
            }
            else
            {
                left.RemoveAt(index);
            }
        }

        _unexpected.AddRange(left);
    }

    internal bool IsNone => _missing.Count + _unexpected.Count == 0;

    /// <summary>
    /// One line a row: what is missing, what nobody expected, and for rows that are nearly equal only the columns that
    /// differ.
    /// </summary>
    public override string ToString()
    {
        StringBuilder text = new();
        List<string[]> unexpected = [.. _unexpected];
        foreach (string[] row in _missing)
        {
            int near = Nearest(row, unexpected);
            if (near < 0)
            {
                text.Append("  missing     ").AppendLine(Text(row));
                continue;
            }

            text.Append("  differs     ").AppendLine(Text(row));
            foreach (int column in Differing(row, unexpected[near]))
            {
                text.Append("              ").Append(_columns[column].Name).Append(": expected ").Append(row[column])
                    .Append(", found ").AppendLine(unexpected[near][column]);
            }

            unexpected.RemoveAt(near);
        }

        foreach (string[] row in unexpected)
        {
            text.Append("  unexpected  ").AppendLine(Text(row));
        }

        return text.ToString().TrimEnd();
    }

    private static string[] Texts(IReadOnlyList<object?> row) => [.. row.Select(Text)];

    private static string Text(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        double number => number.ToString("G12", CultureInfo.InvariantCulture),
        decimal number => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static IEnumerable<int> Differing(string[] left, string[] right) =>
        Enumerable.Range(0, left.Length).Where(column => !string.Equals(left[column], right[column], StringComparison.Ordinal));

    /// <summary>The row that agrees in the most columns, if that is at least half of them.</summary>
    private static int Nearest(string[] row, List<string[]> others)
    {
        int best = -1;
        int fewest = (row.Length / 2) + 1;
        for (int i = 0; i < others.Count; i++)
        {
            int differing = Differing(row, others[i]).Count();
            if (differing < fewest)
            {
                (best, fewest) = (i, differing);
            }
        }

        return best;
    }

    private string Text(string[] row) => $"{{{string.Join(", ", row.Select((value, column) => $"{_columns[column].Name}: {value}"))}}}";
}
