namespace Lakehouse.Engine.DuckDb.Running;

/// <summary>
/// The SQL of a person within the statement that DuckDB was given, so that a message can point into it.
/// </summary>
/// <param name="Label">What a person calls the SQL, for example <c>gold.win_loss</c>.</param>
/// <param name="Sql">Their SQL.</param>
/// <param name="LinesBefore">How many lines stand before it in the statement.</param>
/// <param name="CastColumns">
/// The columns that the statement casts, one a line from its second line on; empty for none.
/// </param>
internal sealed record SqlContext(
    string Label,
    string Sql,
    int LinesBefore = 0,
    IReadOnlyList<string>? CastColumns = null
);
