using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

// Layouts mirror those of duckdb.h.

/// <summary>duckdb_date: days since 1970-01-01; the ends of the range are infinity.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBDate
{
    public int Days { readonly get; set; }

    public readonly bool IsInfinity => Days is int.MaxValue or -int.MaxValue;
}

/// <summary>duckdb_time: microseconds since midnight.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTime
{
    public long Micros { readonly get; set; }
}

/// <summary>duckdb_time_tz: microseconds in 40 bits, the offset in 24.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTimeTzStruct
{
    public ulong Bits { readonly get; set; }
}

/// <summary>duckdb_timestamp and its _s, _ms and _ns kin: a number in the unit of the type.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTimestampStruct
{
    public long Micros { readonly get; set; }

    public readonly bool IsInfinity => Micros is long.MaxValue or -long.MaxValue;
}

/// <summary>duckdb_interval.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBInterval(int months, int days, ulong micros)
{
    private readonly int _months = months;
    private readonly int _days = days;
    private readonly long _micros = (long)micros;

    public int Months => _months;

    public int Days => _days;

    public ulong Micros => (ulong)_micros;

    public static implicit operator DuckDBInterval(TimeSpan span) =>
        new(0, span.Days, (ulong)((span.Ticks - (span.Days * TimeSpan.TicksPerDay)) / TimeSpan.TicksPerMicrosecond));

    public static explicit operator TimeSpan(DuckDBInterval interval) => interval._months == 0
        ? new TimeSpan(checked((interval._days * TimeSpan.TicksPerDay) + (interval._micros * TimeSpan.TicksPerMicrosecond)))
        : throw new ArgumentOutOfRangeException(nameof(interval), "An interval with months has no fixed length.");

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{_months} months {_days} days {_micros} microseconds");
}
