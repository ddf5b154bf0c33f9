using System.Text;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>DuckDB reads every file name as a pattern; this writes a name so that it matches itself only.</summary>
internal static class Globbing
{
    /// <summary>The pattern for one path.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The path, with <c>*</c>, <c>?</c> and <c>[</c> each in brackets.</returns>
    public static string Exactly(string path)
    {
        if (path.AsSpan().IndexOfAny('*', '?', '[') < 0)
        {
            return path;
        }

        var pattern = new StringBuilder(path.Length + 8);
        foreach (char letter in path)
        {
            if (letter is '*' or '?' or '[')
            {
                pattern.Append('[').Append(letter).Append(']');
            }
            else
            {
                pattern.Append(letter);
            }
        }

        return pattern.ToString();
    }
}
