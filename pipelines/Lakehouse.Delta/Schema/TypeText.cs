using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;

namespace Lakehouse.Delta.Schema;

/// <summary>The names of primitive types, in SQL and in Delta's schema JSON.</summary>
internal static class TypeText
{
    private const int MaximumPrecision = 38;

    private static readonly FrozenDictionary<string, PrimitiveKind> Kinds = new Dictionary<string, PrimitiveKind>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["string"] = PrimitiveKind.String,
        ["varchar"] = PrimitiveKind.String,
        ["text"] = PrimitiveKind.String,
        ["bigint"] = PrimitiveKind.Long,
        ["long"] = PrimitiveKind.Long,
        ["int"] = PrimitiveKind.Integer,
        ["integer"] = PrimitiveKind.Integer,
        ["smallint"] = PrimitiveKind.Short,
        ["short"] = PrimitiveKind.Short,
        ["tinyint"] = PrimitiveKind.Byte,
        ["byte"] = PrimitiveKind.Byte,
        ["double"] = PrimitiveKind.Double,
        ["float"] = PrimitiveKind.Float,
        ["real"] = PrimitiveKind.Float,
        ["boolean"] = PrimitiveKind.Boolean,
        ["bool"] = PrimitiveKind.Boolean,
        ["binary"] = PrimitiveKind.Binary,
        ["blob"] = PrimitiveKind.Binary,
        ["date"] = PrimitiveKind.Date,
        ["timestamp"] = PrimitiveKind.Timestamp,
        ["timestamptz"] = PrimitiveKind.Timestamp,
        ["timestamp_ntz"] = PrimitiveKind.TimestampNtz,
        ["void"] = PrimitiveKind.Void,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads SQL or Delta text.</summary>
    /// <exception cref="DeltaException"><c>LH1301</c>: the text names no primitive type.</exception>
    internal static DataType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        return Kinds.TryGetValue(trimmed, out PrimitiveKind kind)
            ? new PrimitiveType(kind)
            : ParseDecimal(trimmed)
                ?? throw new DeltaException(
                    "LH1301",
                    $"Found the type '{text}', expected a primitive type such as bigint, string, decimal(19,4) "
                        + "or timestamp.",
                    "Write one of those names."
                );
    }

    /// <summary>Reads the name of a primitive type as schema JSON has it.</summary>
    /// <returns>The type, or null for a name that Delta does not define or that this reader does not know.</returns>
    internal static DataType? TryParseDelta(string text)
    {
        return
            Kinds.TryGetValue(text, out PrimitiveKind kind)
            && string.Equals(DeltaName(kind), text, StringComparison.Ordinal)
            ? new PrimitiveType(kind)
            : ParseDecimal(text);
    }

    /// <summary>The name in schema JSON.</summary>
    /// <exception cref="UnreachableException">Never.</exception>
    internal static string DeltaName(PrimitiveKind kind) =>
        kind switch
        {
            PrimitiveKind.String => "string",
            PrimitiveKind.Long => "long",
            PrimitiveKind.Integer => "integer",
            PrimitiveKind.Short => "short",
            PrimitiveKind.Byte => "byte",
            PrimitiveKind.Double => "double",
            PrimitiveKind.Float => "float",
            PrimitiveKind.Boolean => "boolean",
            PrimitiveKind.Binary => "binary",
            PrimitiveKind.Date => "date",
            PrimitiveKind.Timestamp => "timestamp",
            PrimitiveKind.TimestampNtz => "timestamp_ntz",
            PrimitiveKind.Void => "void",
            _ => throw new UnreachableException(),
        };

    /// <summary>The name in SQL.</summary>
    internal static string SqlName(PrimitiveKind kind) =>
        kind switch
        {
            PrimitiveKind.Long => "bigint",
            PrimitiveKind.Integer or PrimitiveKind.Void => "int",
            PrimitiveKind.Short => "smallint",
            PrimitiveKind.Byte => "tinyint",
            PrimitiveKind.TimestampNtz => "timestamp",
            PrimitiveKind.String
            or PrimitiveKind.Double
            or PrimitiveKind.Float
            or PrimitiveKind.Boolean
            or PrimitiveKind.Binary
            or PrimitiveKind.Date
            or PrimitiveKind.Timestamp => DeltaName(kind),
            _ => DeltaName(kind),
        };

    // Bare "decimal" is decimal(10,0), and some writers put a space after the comma.
    private static DecimalType? ParseDecimal(string text)
    {
        const string name = "decimal";
        if (!text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        ReadOnlySpan<char> rest = text.AsSpan(name.Length).Trim();
        if (rest.IsEmpty)
        {
            return new DecimalType(10, 0);
        }

        if (rest[0] != '(' || rest[^1] != ')')
        {
            return null;
        }

        ReadOnlySpan<char> inner = rest[1..^1];
        int comma = inner.IndexOf(',');
        ReadOnlySpan<char> scaleText = comma < 0 ? "0" : inner[(comma + 1)..].Trim();
        ReadOnlySpan<char> precisionText = comma < 0 ? inner.Trim() : inner[..comma].Trim();
        return
            int.TryParse(precisionText, NumberStyles.None, CultureInfo.InvariantCulture, out int precision)
            && int.TryParse(scaleText, NumberStyles.None, CultureInfo.InvariantCulture, out int scale)
            && precision is >= 1 and <= MaximumPrecision
            && scale <= precision
            ? new DecimalType(precision, scale)
            : null;
    }
}
