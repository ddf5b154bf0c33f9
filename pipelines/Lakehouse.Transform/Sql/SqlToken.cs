namespace Lakehouse.Transform.Sql;

/// <summary>A piece of SQL text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts, from 0.</param>
/// <param name="Length">Its length in characters, at least 1.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    /// <summary>Where the next piece starts.</summary>
    internal int End => Start + Length;

    /// <summary>The text of the piece.</summary>
    internal ReadOnlySpan<char> In(string sql) => sql.AsSpan(Start, Length);
}
