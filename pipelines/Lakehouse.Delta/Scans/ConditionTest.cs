using System.Diagnostics;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Scans;

/// <summary>Holds a condition against what is known of a file.</summary>
internal static class ConditionTest
{
    /// <summary>Which answers the condition may have for the file's rows.</summary>
    internal static Truths Of(ScanCondition condition, FileFacts file) =>
        condition switch
        {
            ScanCondition.And and => and.Parts.Aggregate(Truths.True, (sofar, part) => sofar.And(Of(part, file))),
            ScanCondition.Or or => or.Parts.Aggregate(Truths.False, (sofar, part) => sofar.Or(Of(part, file))),
            ScanCondition.Not not => Of(not.Part, file).Not(),
            ScanCondition.Compare compare => Of(compare, file.Range(compare.Column)),
            ScanCondition.Between between => Of(between, file.Range(between.Column)),
            ScanCondition.StartsWith prefix => Of(prefix, file.Range(prefix.Column)),
            ScanCondition.IsNull isNull => Of(file.Range(isNull.Column)),
            ScanCondition.IsTrue isTrue => Of(
                new ScanCondition.Compare(isTrue.Column, ScanComparison.Equal, ScanLiteral.Of(new ScanValue.Truth(true))),
                file.Range(isTrue.Column)
            ),
            ScanCondition.Constant { Value: { } value } => TruthsLogic.Of(value, !value),
            ScanCondition.Constant => Truths.Null,
            ScanCondition.Unknown => Truths.Any,
            _ => throw new UnreachableException(),
        };

    private static Truths Of(ColumnRange range) => TruthsLogic.Of(range.MayBeNull, range.MayBeValue);

    private static Truths Of(ScanCondition.Compare compare, ColumnRange range)
    {
        bool below = range.MayBeBelow(compare.Literal);
        bool same = range.MayBe(compare.Literal);
        bool above = range.MayBeAbove(compare.Literal);
        Truths values = compare.Comparison switch
        {
            ScanComparison.Equal or ScanComparison.NullSafeEqual => TruthsLogic.Of(same, below || above),
            ScanComparison.NotEqual => TruthsLogic.Of(below || above, same),
            ScanComparison.Less => TruthsLogic.Of(below, same || above),
            ScanComparison.LessOrEqual => TruthsLogic.Of(below || same, above),
            ScanComparison.Greater => TruthsLogic.Of(above, same || below),
            ScanComparison.GreaterOrEqual => TruthsLogic.Of(above || same, below),
            _ => throw new UnreachableException(),
        };
        return WithNulls(
            values,
            range,
            compare.Comparison == ScanComparison.NullSafeEqual ? Truths.False : Truths.Null
        );
    }

    private static Truths Of(ScanCondition.Between between, ColumnRange range) =>
        WithNulls(
            TruthsLogic.Of(
                range.MayLie(between.From, between.To),
                range.MayBeBelow(between.From) || range.MayBeAbove(between.To)
            ),
            range,
            Truths.Null
        );

    private static Truths Of(ScanCondition.StartsWith prefix, ColumnRange range)
    {
        string? min = (range.Min as ScanValue.Text)?.Value;
        string? max = (range.Max as ScanValue.Text)?.Value;
        bool some = (min is null || Order(min, prefix.Prefix) <= 0) && (max is null || Order(max, prefix.Prefix) >= 0);
        bool all = prefix.IsWhole && Begins(min, prefix.Prefix) && Begins(max, prefix.Prefix);
        return WithNulls(TruthsLogic.Of(some, !all), range, Truths.Null);
    }

    // Where a text stands to all texts with a prefix: below, among or above them.
    private static int Order(string text, string prefix) =>
        Begins(text, prefix) ? 0 : Utf8Order.Compare(text, prefix);

    private static bool Begins(string? text, string prefix) =>
        text is not null && text.StartsWith(prefix, StringComparison.Ordinal);

    private static Truths WithNulls(Truths values, ColumnRange range, Truths ofNull) =>
        (range.MayBeValue ? values : Truths.None) | (range.MayBeNull ? ofNull : Truths.None);
}
