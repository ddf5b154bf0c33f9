namespace Lakehouse.Transform.Sql;

/// <summary>SQL with literals in the places of its parameters.</summary>
/// <param name="Text">What the engine runs.</param>
/// <param name="Source">What somebody wrote.</param>
/// <param name="Shifts">Where they differ, in order.</param>
internal sealed record BoundSql(string Text, string Source, IReadOnlyList<BoundSql.Shift> Shifts)
{
    /// <summary>Finds where somebody wrote what stands at a place of the bound text.</summary>
    /// <param name="line">The line in the bound text, from 1; the same in the source, for a literal has no line end.</param>
    /// <param name="column">The column in the bound text, from 1.</param>
    /// <returns>The place in the source.</returns>
    internal SqlPosition InSource(int line, int column)
    {
        int lineStart = 0;
        for (int i = 1; i < line && lineStart >= 0; i++)
        {
            int end = Text.IndexOf('\n', lineStart);
            lineStart = end < 0 ? -1 : end + 1;
        }

        if (lineStart < 0)
        {
            return new SqlPosition(line, column);
        }

        int index = Math.Min(lineStart + column - 1, Text.Length);
        int moved = 0;
        foreach (Shift shift in Shifts.TakeWhile(shift => shift.BoundStart <= index))
        {
            if (index < shift.BoundStart + shift.BoundLength)
            {
                return SqlPosition.Of(Source, shift.SourceStart);
            }

            moved += shift.BoundLength - shift.SourceLength;
        }

        return SqlPosition.Of(Source, Math.Clamp(index - moved, 0, Source.Length));
    }

    /// <summary>A literal in the place of a parameter.</summary>
    /// <param name="SourceStart">Where the parameter starts in the source.</param>
    /// <param name="SourceLength">The parameter's length.</param>
    /// <param name="BoundStart">Where the literal starts in the bound text.</param>
    /// <param name="BoundLength">The literal's length.</param>
    internal readonly record struct Shift(int SourceStart, int SourceLength, int BoundStart, int BoundLength);
}
