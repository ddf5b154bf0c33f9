using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>duckdb_hugeint: 128 bits with a sign.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBHugeInt
{
    private readonly ulong _lower;
    private readonly long _upper;

    public DuckDBHugeInt(ulong lower, long upper)
    {
        _lower = lower;
        _upper = upper;
    }

    public DuckDBHugeInt(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, HugeIntMinValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, HugeIntMaxValue);
        var bits = (Int128)value;
        _lower = (ulong)bits;
        _upper = (long)(bits >> 64);
    }

    public static BigInteger HugeIntMinValue { get; } = Int128.MinValue;

    public static BigInteger HugeIntMaxValue { get; } = Int128.MaxValue;

    public ulong Lower => _lower;

    public long Upper => _upper;

    public Int128 ToInt128() => new((ulong)_upper, _lower);

    public BigInteger ToBigInteger() => ToInt128();

    /// <inheritdoc/>
    public override string ToString() => ToInt128().ToString(CultureInfo.InvariantCulture);
}

/// <summary>duckdb_uhugeint: 128 bits without a sign.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBUHugeInt
{
    private readonly ulong _lower;
    private readonly ulong _upper;

    public DuckDBUHugeInt(ulong lower, ulong upper)
    {
        _lower = lower;
        _upper = upper;
    }

    public DuckDBUHugeInt(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, HugeIntMinValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, HugeIntMaxValue);
        var bits = (UInt128)value;
        _lower = (ulong)bits;
        _upper = (ulong)(bits >> 64);
    }

    public static BigInteger HugeIntMinValue => BigInteger.Zero;

    public static BigInteger HugeIntMaxValue { get; } = UInt128.MaxValue;

    public ulong Lower => _lower;

    public ulong Upper => _upper;

    public UInt128 ToUInt128() => new(_upper, _lower);

    public BigInteger ToBigInteger() => ToUInt128();

    /// <inheritdoc/>
    public override string ToString() => ToUInt128().ToString(CultureInfo.InvariantCulture);
}

/// <summary>duckdb_decimal, passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBDecimal(byte width, byte scale, DuckDBHugeInt value)
{
    private readonly byte _width = width;
    private readonly byte _scale = scale;
    private readonly DuckDBHugeInt _value = value;

    public byte Width => _width;

    public byte Scale => _scale;

    public DuckDBHugeInt Value => _value;
}

/// <summary>duckdb_bignum: the magnitude's bytes, how many, and the sign; passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBBignum(nint data, ulong size, byte isNegative)
{
    private readonly nint _data = data;
    private readonly ulong _size = size;
    private readonly byte _isNegative = isNegative;

    public nint Data => _data;

    public ulong Size => _size;

    public bool IsNegative => _isNegative != 0;
}
