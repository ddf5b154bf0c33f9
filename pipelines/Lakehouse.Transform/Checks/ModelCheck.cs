using Lakehouse.Engine;

namespace Lakehouse.Transform.Checks;

/// <summary>Something that must hold for a model's rows before they are committed.</summary>
/// <param name="Name">The name, unique within the model: lower case letters, digits and underscores.</param>
/// <param name="Severity">What happens when it does not hold.</param>
/// <param name="Line">The line of the file that states it, from 1.</param>
public abstract record ModelCheck(string Name, CheckSeverity Severity, int Line)
{
    /// <summary>No two rows agree in all of these columns; nulls agree.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Severity">The severity.</param>
    /// <param name="Line">The line.</param>
    /// <param name="Columns">The columns, at least one.</param>
    public sealed record Unique(string Name, CheckSeverity Severity, int Line, IReadOnlyList<string> Columns)
        : ModelCheck(Name, Severity, Line);

    /// <summary>None of these columns is null in any row.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Severity">The severity.</param>
    /// <param name="Line">The line.</param>
    /// <param name="Columns">The columns, at least one.</param>
    public sealed record NotNull(string Name, CheckSeverity Severity, int Line, IReadOnlyList<string> Columns)
        : ModelCheck(Name, Severity, Line);

    /// <summary>A column holds one of these values, or null.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Severity">The severity.</param>
    /// <param name="Line">The line.</param>
    /// <param name="Column">The column.</param>
    /// <param name="Values">The values as text.</param>
    public sealed record AcceptedValues(string Name, CheckSeverity Severity, int Line, string Column, IReadOnlyList<string> Values)
        : ModelCheck(Name, Severity, Line);

    /// <summary>A column's value occurs in a column of another table, or is null.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Severity">The severity.</param>
    /// <param name="Line">The line.</param>
    /// <param name="Reference">The column, and where its values must occur.</param>
    public sealed record Relationship(string Name, CheckSeverity Severity, int Line, ColumnReference Reference)
        : ModelCheck(Name, Severity, Line);

    /// <summary>The number of rows lies in a range.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Severity">The severity.</param>
    /// <param name="Line">The line.</param>
    /// <param name="Min">The fewest rows allowed.</param>
    /// <param name="Max">The most rows allowed, or null.</param>
    public sealed record RowCountBetween(string Name, CheckSeverity Severity, int Line, long Min, long? Max)
        : ModelCheck(Name, Severity, Line);

    /// <summary>A SELECT returns no rows; <c>this</c> is the model's result.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Severity">The severity.</param>
    /// <param name="Line">The line.</param>
    /// <param name="Text">The SELECT, parameters still in it.</param>
    public sealed record Sql(string Name, CheckSeverity Severity, int Line, string Text)
        : ModelCheck(Name, Severity, Line);
}

/// <summary>A column whose values must occur elsewhere.</summary>
/// <param name="Column">The column of the model.</param>
/// <param name="To">The other table.</param>
/// <param name="Field">The other table's column.</param>
public sealed record ColumnReference(string Column, TableName To, string Field);
