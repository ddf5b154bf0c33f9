using System.Globalization;

namespace Lakehouse.Benchmarks;

/// <summary>What was given to a benchmark on the command line.</summary>
/// <param name="Values">The words behind its name.</param>
internal sealed record BenchmarkArguments(IReadOnlyList<string> Values)
{
    /// <summary>A whole number by its position, or another where it was not given.</summary>
    internal int Number(int index, int otherwise) => Values.Count > index ? int.Parse(Values[index], CultureInfo.InvariantCulture) : otherwise;

    /// <summary>All words as whole numbers, or others where none was given.</summary>
    internal IReadOnlyList<int> Numbers(params IReadOnlyList<int> otherwise) =>
        Values.Count > 0 ? [.. Values.Select(each => int.Parse(each, CultureInfo.InvariantCulture))] : otherwise;

    /// <summary>A word that must be given.</summary>
    /// <exception cref="ArgumentException">It was not.</exception>
    internal string Text(int index) => Values.Count > index ? Values[index] : throw new ArgumentException($"expected argument {index + 1}");
}
