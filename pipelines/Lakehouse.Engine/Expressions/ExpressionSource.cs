using System.Globalization;
using Lakehouse.Delta;

namespace Lakehouse.Engine.Expressions;

/// <summary>An expression and whose it is.</summary>
/// <param name="Text">The expression in Spark's SQL.</param>
/// <param name="Owner">What an error calls it, for example <c>the constraint 'positive'</c>.</param>
internal sealed record ExpressionSource(string Text, string Owner)
{
    /// <summary>The refusal of what stands at a place.</summary>
    /// <param name="at">The place, in characters from 1.</param>
    /// <param name="found">What was found there.</param>
    /// <param name="expected">What would be taken.</param>
    internal DeltaException Refused(int at, string found, string expected) =>
        new(
            "LH1710",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Found {found} at character {at} of \"{Text}\", the expression of {Owner}, expected {expected}."
            ),
            "Write the rows with the software that made the table, or state the rule by what this version knows."
        );
}
