using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>duckdb_date_struct.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBDateOnly(int year, byte month, byte day)
    : IEquatable<DuckDBDateOnly>, IComparable<DuckDBDateOnly>
{
    private readonly int _year = year;
    private readonly sbyte _month = (sbyte)month;
    private readonly sbyte _day = (sbyte)day;

    public int Year => _year;

    public byte Month => (byte)_month;

    public byte Day => (byte)_day;

    public static implicit operator DateOnly(DuckDBDateOnly date) => new(date.Year, date.Month, date.Day);

    public static implicit operator DuckDBDateOnly(DateOnly date) => new(date.Year, (byte)date.Month, (byte)date.Day);

    public static explicit operator DateTime(DuckDBDateOnly date) => new(date.Year, date.Month, date.Day);

    public static explicit operator DuckDBDateOnly(DateTime date) => new(date.Year, (byte)date.Month, (byte)date.Day);

    public static DuckDBDateOnly FromDuckDBDate(DuckDBDate date) => CivilCalendar.FromDays(date.Days);

    public DuckDBDate ToDuckDBDate() => new() { Days = checked((int)CivilCalendar.ToDays(this)) };

    public bool Equals(DuckDBDateOnly other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DuckDBDateOnly other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_year, _month, _day);

    public int CompareTo(DuckDBDateOnly other) =>
        (_year, _month, _day).CompareTo((other._year, other._month, other._day));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{_year:D4}-{_month:D2}-{_day:D2}");
}

/// <summary>duckdb_time_struct.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBTimeOnly(byte hour, byte min, byte second, int microsecond = 0)
    : IEquatable<DuckDBTimeOnly>
{
    private readonly sbyte _hour = (sbyte)hour;
    private readonly sbyte _min = (sbyte)min;
    private readonly sbyte _second = (sbyte)second;
    private readonly int _microsecond = microsecond;

    public byte Hour => (byte)_hour;

    public byte Min => (byte)_min;

    public byte Second => (byte)_second;

    public int Microsecond => _microsecond;

    public long Ticks =>
        ((((Hour * 60L) + Min) * 60) + Second) * TimeSpan.TicksPerSecond
        + (Microsecond * TimeSpan.TicksPerMicrosecond);

    public static explicit operator TimeOnly(DuckDBTimeOnly time) => new(time.Ticks);

    public static explicit operator DuckDBTimeOnly(TimeOnly time) => FromTicks(time.Ticks);

    public static DuckDBTimeOnly FromTicks(long ticks) => new(
        (byte)(ticks / TimeSpan.TicksPerHour),
        (byte)(ticks / TimeSpan.TicksPerMinute % 60),
        (byte)(ticks / TimeSpan.TicksPerSecond % 60),
        (int)(ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));

    public bool Equals(DuckDBTimeOnly other) => Ticks == other.Ticks;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DuckDBTimeOnly other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Ticks.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Hour:D2}:{Min:D2}:{Second:D2}.{Microsecond:D6}");
}

/// <summary>duckdb_time_tz_struct; the offset in seconds.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBTimeTz
{
    private readonly DuckDBTimeOnly _time;
    private readonly int _offset;

    public DuckDBTimeOnly Time => _time;

    public int Offset => _offset;
}

/// <summary>duckdb_timestamp_struct.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBTimestamp(DuckDBDateOnly date, DuckDBTimeOnly time)
{
    private const long MicrosPerDay = TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond;

    private readonly DuckDBDateOnly _date = date;
    private readonly DuckDBTimeOnly _time = time;

    public DuckDBDateOnly Date => _date;

    public DuckDBTimeOnly Time => _time;

    public static DuckDBTimestamp FromDuckDBTimestampStruct(DuckDBTimestampStruct timestamp)
    {
        (long days, long micros) = Math.DivRem(timestamp.Micros, MicrosPerDay);
        if (micros < 0)
        {
            days--;
            micros += MicrosPerDay;
        }

        return new DuckDBTimestamp(
            CivilCalendar.FromDays(days),
            DuckDBTimeOnly.FromTicks(micros * TimeSpan.TicksPerMicrosecond));
    }

    public DuckDBTimestampStruct ToDuckDBTimestampStruct() => new()
    {
        Micros = checked((CivilCalendar.ToDays(_date) * MicrosPerDay) + (_time.Ticks / TimeSpan.TicksPerMicrosecond)),
    };

    public DateTime ToDateTime() => new DateTime(_date.Year, _date.Month, _date.Day).AddTicks(_time.Ticks);

    /// <inheritdoc/>
    public override string ToString() => $"{_date} {_time}";
}
