using System.Globalization;

namespace DuckDB.NET.Native;

/// <summary>Reads a parameter of a table function.</summary>
public interface IDuckDBValueReader
{
    bool IsNull();

    T GetValue<T>();
}

/// <summary>duckdb_value.</summary>
public sealed class DuckDBValue : DuckDBHandle, IDuckDBValueReader
{
    public bool IsNull() => NativeMethods.Value.IsNullValue(this);

    public T GetValue<T>()
    {
        object value = Read();
        Type target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return value switch
        {
            T exact => exact,
            DuckDBDateOnly day when target == typeof(DateOnly) => (T)(object)(DateOnly)day,
            DuckDBDateOnly day when target == typeof(DateTime) => (T)(object)(DateTime)day,
            DuckDBTimeOnly time when target == typeof(TimeOnly) => (T)(object)(TimeOnly)time,
            _ => (T)Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
        };
    }

    private protected override void Free(ref nint pointer) => NativeMethods.Destructors.Value(ref pointer);

    private object Read() => (DuckDBType)NativeMethods.Value.GetTypeId(NativeMethods.Value.GetValueType(this)) switch
    {
        DuckDBType.Boolean => NativeMethods.Value.GetBool(this),
        DuckDBType.TinyInt => NativeMethods.Value.GetInt8(this),
        DuckDBType.SmallInt => NativeMethods.Value.GetInt16(this),
        DuckDBType.Integer => NativeMethods.Value.GetInt32(this),
        DuckDBType.BigInt => NativeMethods.Value.GetInt64(this),
        DuckDBType.UnsignedTinyInt => NativeMethods.Value.GetUInt8(this),
        DuckDBType.UnsignedSmallInt => NativeMethods.Value.GetUInt16(this),
        DuckDBType.UnsignedInteger => NativeMethods.Value.GetUInt32(this),
        DuckDBType.UnsignedBigInt => NativeMethods.Value.GetUInt64(this),
        DuckDBType.Float => NativeMethods.Value.GetFloat(this),
        DuckDBType.Double => NativeMethods.Value.GetDouble(this),
        DuckDBType.HugeInt => NativeMethods.Value.GetHugeInt(this).ToBigInteger(),
        DuckDBType.UnsignedHugeInt => NativeMethods.Value.GetUHugeInt(this).ToBigInteger(),
        DuckDBType.Decimal => decimal.Parse(NativeMethods.Value.GetVarchar(this)!, CultureInfo.InvariantCulture),
        DuckDBType.Uuid => Guid.Parse(NativeMethods.Value.GetVarchar(this)!),
        DuckDBType.Date => DuckDBDateOnly.FromDuckDBDate(NativeMethods.Value.GetDate(this)),
        DuckDBType.Time => NativeMethods.DateTimeHelpers.DuckDBFromTime(NativeMethods.Value.GetTime(this)),
        DuckDBType.Timestamp or DuckDBType.TimestampTz =>
            DuckDBTimestamp.FromDuckDBTimestampStruct(NativeMethods.Value.GetTimestamp(this)).ToDateTime(),
        DuckDBType.Interval => (TimeSpan)NativeMethods.Value.GetInterval(this),
        _ => NativeMethods.Value.GetVarchar(this)!,
    };
}
