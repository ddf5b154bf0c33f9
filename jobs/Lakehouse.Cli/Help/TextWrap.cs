using System.Text;

namespace Lakehouse.Cli.Help;

/// <summary>Breaks a paragraph into lines at blanks.</summary>
internal static class TextWrap
{
    /// <summary>Breaks a text.</summary>
    /// <param name="text">The paragraph.</param>
    /// <param name="width">The characters of a line; a longer word stands alone.</param>
    /// <returns>The lines; one empty line for an empty text.</returns>
    internal static IEnumerable<string> Lines(string text, int width)
    {
        StringBuilder line = new();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            if (line.Length > 0)
            {
                line.Append(' ');
            }

            line.Append(word);
        }

        yield return line.ToString();
    }
}
