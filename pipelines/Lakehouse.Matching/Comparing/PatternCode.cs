using System.Globalization;
using Lakehouse.Matching.Model;

namespace Lakehouse.Matching.Comparing;

/// <summary>The outcomes of all comparisons of a pair as one whole number, so that equal pairs can be counted together.</summary>
/// <remarks>Mixed radix: a comparison's outcome times the number of outcomes of all comparisons before it.</remarks>
internal sealed class PatternCode
{
    private readonly int[] _radices;
    private readonly long[] _factors;

    /// <summary>Makes the code of a model.</summary>
    /// <param name="comparisons">The comparisons in order.</param>
    /// <exception cref="MatchingException"><c>LH6205</c>: there are more combinations of levels than a number can tell apart.</exception>
    public PatternCode(IReadOnlyList<Comparison> comparisons)
    {
        _radices = [.. comparisons.Select(comparison => comparison.OutcomeCount)];
        _factors = new long[_radices.Length];
        double size = 1;
        for (int index = 0; index < _radices.Length; index++)
        {
            _factors[index] = (long)size;
            size *= _radices[index];
            if (size > long.MaxValue)
            {
                throw new MatchingException(
                    "LH6205",
                    $"found {comparisons.Count} comparisons with more than 2^63 combinations of levels, expected fewer.",
                    "Take levels or comparisons away.");
            }
        }

        SqlType = size <= int.MaxValue ? "integer" : "bigint";
    }

    /// <summary>The engine's type for a pattern.</summary>
    public string SqlType { get; }

    /// <summary>SQL for the pattern from the outcomes <c>c0</c>, <c>c1</c>, ….</summary>
    public string Encoding => string.Join(
        " + ",
        _factors.Select((factor, index) => string.Create(CultureInfo.InvariantCulture, $"c{index}::{SqlType} * {factor}")));

    /// <summary>SQL for one outcome from the column <c>pattern</c>.</summary>
    /// <param name="index">The comparison's index.</param>
    /// <returns>The expression.</returns>
    public string Decoding(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"((pattern // {_factors[index]}) % {_radices[index]})::integer");

    /// <summary>Takes a pattern apart.</summary>
    /// <param name="pattern">The number.</param>
    /// <returns>The outcome of each comparison.</returns>
    public int[] Decode(long pattern)
    {
        int[] outcomes = new int[_radices.Length];
        for (int index = 0; index < outcomes.Length; index++)
        {
            outcomes[index] = (int)(pattern / _factors[index] % _radices[index]);
        }

        return outcomes;
    }
}
