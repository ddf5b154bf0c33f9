namespace Lakehouse.Delta.Schema;

// why: the names are those of the Delta protocol, and some of them are also .NET types.
#pragma warning disable CA1720

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

    /// <summary>Nothing but null; such a column is never in a data file.</summary>
    Void,
}
