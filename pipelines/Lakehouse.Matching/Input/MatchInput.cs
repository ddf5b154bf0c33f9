namespace Lakehouse.Matching.Input;

/// <summary>The records to match.</summary>
/// <param name="Relation">What the engine can read: a table's name, or a function over a file.</param>
/// <param name="Label">What people call it: the file's path or the table's name.</param>
public sealed record MatchInput(string Relation, string Label);
