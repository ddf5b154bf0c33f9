namespace Lakehouse.Engine;

/// <summary>Parses SQL without running or binding it.</summary>
public interface ISqlReader
{
    /// <summary>Finds the tables that a SELECT reads, common table expressions left out by scope.</summary>
    /// <param name="sql">One SELECT in the shared dialect.</param>
    /// <returns>The tables with their positions, or where the text stops being SQL.</returns>
    SqlReading Read(string sql);
}

/// <summary>What a parse found.</summary>
public abstract record SqlReading
{
    private SqlReading()
    {
    }

    /// <summary>The text is one SELECT.</summary>
    /// <param name="Tables">
    /// The tables that it reads, each once, ordered by name. A name without a schema has the schema <c>main</c>.
    /// </param>
    public sealed record Parsed(IReadOnlyList<TableName> Tables) : SqlReading;

    /// <summary>The text is not one SELECT.</summary>
    /// <param name="Message">The parser's words.</param>
    /// <param name="Line">The line, from 1; 0 where unknown.</param>
    /// <param name="Column">The column, from 1; 0 where unknown.</param>
    public sealed record Refused(string Message, int Line, int Column) : SqlReading;
}
