using System.Collections;
using System.Globalization;
using System.Numerics;

namespace Lakehouse.Engine.DuckDb.Results;

/// <summary>Turns the values that DuckDB.NET gives into the few kinds that <see cref="RowSet"/> promises.</summary>
internal static class ClrValue
{
    /// <summary>Turns one value, and what is within it.</summary>
    public static object? Of(object? value) =>
        value switch
        {
            null or DBNull => null,
            string or bool or long or decimal or double or DateOnly => value,
            DateTime instant => DateTime.SpecifyKind(instant, DateTimeKind.Utc),
            DateTimeOffset instant => instant.UtcDateTime,
            sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            ulong number => Integer(number),
            BigInteger number => Integer(number),
            float number => (double)number,
            byte[] bytes => bytes,
            Stream bytes => ReadAll(bytes),
            TimeOnly time => time.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            BitArray bits => string.Concat(bits.Cast<bool>().Select(bit => bit ? '1' : '0')),
            IDictionary map => OfMap(map),
            IEnumerable list => list.Cast<object?>().Select(Of).ToList(),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };

    // Two branches of one expression would both become a BigInteger.
#pragma warning disable CA1859 // A long or a BigInteger: only object holds both.
    private static object Integer(BigInteger number)
#pragma warning restore CA1859
    {
        if (number >= long.MinValue && number <= long.MaxValue)
        {
            return (long)number;
        }

        return number;
    }

    private static Dictionary<string, object?> OfMap(IDictionary map)
    {
        var result = new Dictionary<string, object?>(map.Count, StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map)
        {
            result[Key(Of(entry.Key))] = Of(entry.Value);
        }

        return result;
    }

    private static string Key(object? key) =>
        key switch
        {
            string text => text,
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            _ => Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty,
        };

    private static byte[] ReadAll(Stream stream)
    {
        using (stream)
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }
}
