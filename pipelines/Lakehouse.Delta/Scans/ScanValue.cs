using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Scans;

/// <summary>A value that a column is compared with, in one of the few kinds that order differently.</summary>
public abstract record ScanValue
{
    private ScanValue() { }

    /// <summary>A whole number or a decimal, exact up to any count of digits.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(ExactDecimal Value) : ScanValue;

    /// <summary>A floating point number. A NaN equals itself and lies above all others; the two zeros are equal.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Floating(double Value) : ScanValue;

    /// <summary>A day, an instant or a wall-clock time.</summary>
    /// <param name="Ticks">Ticks of 100 ns since the year 1; a day is its midnight, an instant is in UTC.</param>
    public sealed record Moment(long Ticks) : ScanValue;

    /// <summary>A text, ordered by its code points.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : ScanValue;

    /// <summary>A truth value; false lies below true.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Truth(bool Value) : ScanValue;

    /// <summary>Bytes, ordered one by one, unsigned.</summary>
    /// <param name="Value">The bytes.</param>
    public sealed record Bytes(ReadOnlyMemory<byte> Value) : ScanValue;

    /// <summary>Whether it is the floating point value that is no number.</summary>
    // why: the one case that bounds do not show; a member of each case would say no six times.
#pragma warning disable S3060
    internal bool IsNaN => this is Floating { Value: double.NaN };
#pragma warning restore S3060

    /// <summary>Orders two values of one kind.</summary>
    /// <exception cref="ArgumentException">The kinds differ.</exception>
    internal static int Compare(ScanValue left, ScanValue right) =>
        (left, right) switch
        {
            (Number a, Number b) => Compare(a.Value, b.Value),
            (Floating a, Floating b) => Compare(a.Value, b.Value),
            (Moment a, Moment b) => a.Ticks.CompareTo(b.Ticks),
            (Text a, Text b) => Utf8Order.Compare(a.Value, b.Value),
            (Truth a, Truth b) => a.Value.CompareTo(b.Value),
            (Bytes a, Bytes b) => a.Value.Span.SequenceCompareTo(b.Value.Span),
            _ => throw new ArgumentException($"A {left.GetType().Name} cannot be compared with a {right.GetType().Name}.", nameof(right)),
        };

    private static int Compare(ExactDecimal left, ExactDecimal right)
    {
        int scale = Math.Max(left.Scale, right.Scale);
        return left.Scale == right.Scale
            ? left.Unscaled.CompareTo(right.Unscaled)
            : left.WithScale(scale)!.Value.Unscaled.CompareTo(right.WithScale(scale)!.Value.Unscaled); // Digits are added.
    }

    // double.CompareTo has the NaN below all others.
    private static int Compare(double left, double right)
    {
        if (double.IsNaN(left) || double.IsNaN(right))
        {
            return double.IsNaN(left).CompareTo(double.IsNaN(right));
        }

        return left.CompareTo(right);
    }
}
