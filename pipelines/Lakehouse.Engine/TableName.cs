using System.Globalization;

namespace Lakehouse.Engine;

/// <summary>
/// The name of a table in a lakehouse: a schema (<c>bronze</c>, <c>silver</c>, <c>gold</c>, <c>ops</c>,
/// <c>definition</c>) and a name.
/// </summary>
/// <remarks>Lower case; equality ignores nothing more. The default value names nothing and is not used.</remarks>
/// <param name="Schema">The schema.</param>
/// <param name="Name">The name within the schema.</param>
public readonly record struct TableName(string Schema, string Name) : IComparable<TableName>
{
    /// <summary>Reads <c>schema.name</c>.</summary>
    /// <param name="text">The text; case is folded to lower.</param>
    /// <returns>The name.</returns>
    /// <exception cref="EngineException"><c>LH2001</c>: the text is not two names joined by a dot.</exception>
    public static TableName Parse(string text)
    {
        string[] parts = text.Trim().ToLower(CultureInfo.InvariantCulture).Split('.');
        return parts is [{ Length: > 0 } schema, { Length: > 0 } name]
            ? new TableName(schema, name)
            : throw new EngineException(
                "LH2001",
                $"found the table name '{text}', expected schema.name.",
                "Write for example gold.win_loss.");
    }

    /// <summary>Orders two names by schema, then name, ordinally.</summary>
    public static bool operator <(TableName left, TableName right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(TableName left, TableName right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(TableName left, TableName right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(TableName left, TableName right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(TableName other)
    {
        int bySchema = string.CompareOrdinal(Schema, other.Schema);
        return bySchema != 0 ? bySchema : string.CompareOrdinal(Name, other.Name);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Schema}.{Name}";
}
