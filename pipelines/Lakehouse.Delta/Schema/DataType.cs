namespace Lakehouse.Delta.Schema;

/// <summary>A type of a Delta schema. Compared by structure.</summary>
public abstract record DataType
{
    private protected DataType() { }

    /// <summary>
    /// Reads a type's simple text: <c>string</c>, <c>bigint</c> or <c>long</c>, <c>decimal(19,4)</c> and so on.
    /// </summary>
    /// <param name="text">The text, any case; SQL names and Delta names of the primitive types are both known.</param>
    /// <returns>The type.</returns>
    /// <exception cref="DeltaException"><c>LH1301</c>: the text names no primitive type.</exception>
    public static DataType Parse(string text) => TypeText.Parse(text);

    /// <summary>
    /// The type's SQL text as both engines read it: <c>bigint</c>, <c>decimal(19,4)</c>, <c>timestamp</c>.
    /// </summary>
    /// <remarks>
    /// Primitive types and decimals are the same text on DuckDB and Spark; a <c>timestamp_ntz</c> is given as
    /// <c>timestamp</c>, which is the same value in a session whose zone is UTC. Lists, maps and structs have no
    /// common text: they are given as DuckDB writes them. A <c>void</c> column holds nothing but null and is given as
    /// <c>int</c>.
    /// </remarks>
    /// <returns>Lower case text.</returns>
    public abstract string ToSql();

    /// <inheritdoc/>
    public sealed override string ToString() => ToSql();
}
