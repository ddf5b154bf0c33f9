using Lakehouse.Delta.Scans;

namespace Lakehouse.Delta.Tests.Scans;

/// <summary>Sets of answers are combined as the answers in them are, one by one.</summary>
public sealed class TruthsTests
{
    private static readonly Truths[] Answers = [Truths.True, Truths.False, Truths.Null];

    [Fact]
    public void The_answers_of_a_conjunction_are_those_of_all_pairs() =>
        RequireAll((left, right) => left.And(right), static (left, right) =>
            (left, right) switch
            {
                (Truths.False, _) or (_, Truths.False) => Truths.False,
                (Truths.True, Truths.True) => Truths.True,
                _ => Truths.Null,
            });

    [Fact]
    public void The_answers_of_a_disjunction_are_those_of_all_pairs() =>
        RequireAll((left, right) => left.Or(right), static (left, right) =>
            (left, right) switch
            {
                (Truths.True, _) or (_, Truths.True) => Truths.True,
                (Truths.False, Truths.False) => Truths.False,
                _ => Truths.Null,
            });

    [Fact]
    public void A_negation_leaves_null_alone()
    {
        Assert.Equal(Truths.False | Truths.Null, (Truths.True | Truths.Null).Not());
        Assert.Equal(Truths.True, Truths.False.Not());
        Assert.Equal(Truths.Any, Truths.Any.Not());
    }

    private static void RequireAll(Func<Truths, Truths, Truths> combine, Func<Truths, Truths, Truths> ofOne)
    {
        foreach (Truths left in Sets())
        {
            foreach (Truths right in Sets())
            {
                Truths expected = Members(left)
                    .SelectMany(one => Members(right).Select(other => ofOne(one, other)))
                    .Aggregate(Truths.None, (sofar, one) => sofar | one);
                Assert.Equal(expected, combine(left, right));
            }
        }
    }

    // A file has rows, so that each set has an answer.
    private static IEnumerable<Truths> Sets() => Enumerable.Range(1, 7).Select(bits => (Truths)bits);

    private static IEnumerable<Truths> Members(Truths set) => Answers.Where(answer => (set & answer) != 0);
}
