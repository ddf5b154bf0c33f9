namespace Lakehouse.Delta.Schema;

/// <summary>A type of a Delta schema.</summary>
public abstract record DataType
{
    private protected DataType()
    {
    }

    /// <summary>Reads a type's simple text: <c>string</c>, <c>bigint</c> or <c>long</c>, <c>decimal(19,4)</c> and so on.</summary>
    /// <param name="text">The text, any case; SQL names and Delta names of the primitive types are both known.</param>
    /// <returns>The type.</returns>
    /// <exception cref="DeltaException"><c>LH1301</c>: the text names no primitive type.</exception>
    public static DataType Parse(string text) => throw new NotImplementedException();

    /// <summary>The type's SQL text as both engines read it: <c>bigint</c>, <c>decimal(19,4)</c>, <c>timestamp</c>.</summary>
    /// <returns>Lower case text.</returns>
    public abstract string ToSql();
}

/// <summary>What a primitive column holds. Names are Delta's.</summary>
public enum PrimitiveKind
{
    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>64-bit integer (SQL <c>bigint</c>).</summary>
    Long,

    /// <summary>32-bit integer (SQL <c>int</c>).</summary>
    Integer,

    /// <summary>16-bit integer (SQL <c>smallint</c>).</summary>
    Short,

    /// <summary>8-bit integer (SQL <c>tinyint</c>).</summary>
    Byte,

    /// <summary>64-bit floating point.</summary>
    Double,

    /// <summary>32-bit floating point.</summary>
    Float,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>An instant with microseconds, UTC.</summary>
    Timestamp,

    /// <summary>A wall-clock time with microseconds and no zone.</summary>
    TimestampNtz,
}

/// <summary>A primitive type without parameters.</summary>
/// <param name="Kind">What it holds.</param>
public sealed record PrimitiveType(PrimitiveKind Kind) : DataType
{
    /// <inheritdoc/>
    public override string ToSql() => throw new NotImplementedException();
}

/// <summary>An exact decimal.</summary>
/// <param name="Precision">Digits in all, 1 to 38.</param>
/// <param name="Scale">Digits after the point, 0 to <paramref name="Precision"/>.</param>
public sealed record DecimalType(int Precision, int Scale) : DataType
{
    /// <inheritdoc/>
    public override string ToSql() => throw new NotImplementedException();
}

/// <summary>A list.</summary>
/// <param name="Element">The element type.</param>
/// <param name="ContainsNull">Whether an element may be null.</param>
public sealed record ArrayType(DataType Element, bool ContainsNull) : DataType
{
    /// <inheritdoc/>
    public override string ToSql() => throw new NotImplementedException();
}

/// <summary>A map.</summary>
/// <param name="Key">The key type.</param>
/// <param name="Value">The value type.</param>
/// <param name="ValueContainsNull">Whether a value may be null.</param>
public sealed record MapType(DataType Key, DataType Value, bool ValueContainsNull) : DataType
{
    /// <inheritdoc/>
    public override string ToSql() => throw new NotImplementedException();
}

/// <summary>A record of named fields; the root of every table schema.</summary>
/// <param name="Fields">The fields in order. Names are unique ignoring case.</param>
public sealed record StructType(IReadOnlyList<StructField> Fields) : DataType
{
    /// <inheritdoc/>
    public override string ToSql() => throw new NotImplementedException();
}

/// <summary>A field of a <see cref="StructType"/>.</summary>
/// <param name="Name">The logical name, case kept.</param>
/// <param name="Type">The type.</param>
/// <param name="IsNullable">Whether the field may be null.</param>
/// <param name="MetadataJson">The field's metadata as a JSON object, kept as read; null for none.</param>
public sealed record StructField(string Name, DataType Type, bool IsNullable = true, string? MetadataJson = null);
