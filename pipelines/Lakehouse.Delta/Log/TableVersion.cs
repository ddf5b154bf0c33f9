using System.Globalization;

namespace Lakehouse.Delta.Log;

/// <summary>The version of a Delta table: the number of its newest commit, counted from 0.</summary>
/// <remarks>Dense, never negative, ordered by number. The default value is version 0. Immutable.</remarks>
public readonly record struct TableVersion : IComparable<TableVersion>
{
    /// <summary>The version of the commit that creates a table.</summary>
    public static readonly TableVersion Zero;

    /// <summary>Creates a version.</summary>
    /// <param name="number">The commit number, in [0, <see cref="long.MaxValue"/>].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is negative.</exception>
    public TableVersion(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Number = number;
    }

    /// <summary>The commit number, never negative.</summary>
    public long Number { get; }

    /// <summary>The version that the next commit gets.</summary>
    /// <exception cref="OverflowException">This is the last version that a log can hold.</exception>
    public TableVersion Next => new(Number + 1);

    /// <summary>Orders two versions by number.</summary>
    public static bool operator <(TableVersion left, TableVersion right) => left.Number < right.Number;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(TableVersion left, TableVersion right) => left.Number > right.Number;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(TableVersion left, TableVersion right) => left.Number <= right.Number;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(TableVersion left, TableVersion right) => left.Number >= right.Number;

    /// <inheritdoc/>
    public int CompareTo(TableVersion other) => Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
