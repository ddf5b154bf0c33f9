using System.Globalization;
using Spectre.Console;

namespace Lakehouse.Cli.Output;

/// <summary>How many cells of a terminal a text takes: none for a combining mark, two for an East Asian wide character.</summary>
internal static class TextWidth
{
    private const string Cut = "…";

    /// <summary>Measures a text of one line.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The cells.</returns>
    internal static int Of(string text) => IsPlain(text) ? text.Length : text.GetCellWidth();

    /// <summary>Shortens a text that is too wide and marks where.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cells">The cells it may take, at least 1.</param>
    /// <returns>The text, or its beginning and an ellipsis.</returns>
    internal static string Fit(string text, int cells)
    {
        if (Of(text) <= cells)
        {
            return text;
        }

        int taken = 0;
        int length = 0;
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            int width = Of(elements.GetTextElement());
            if (taken + width > cells - 1)
            {
                break;
            }

            taken += width;
            length = elements.ElementIndex + elements.GetTextElement().Length;
        }

        return text[..length] + Cut;
    }

    /// <summary>Adds blanks on the right.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cells">The cells to fill.</param>
    /// <returns>The text and its blanks.</returns>
    internal static string PadRight(string text, int cells) => text + new string(' ', Math.Max(0, cells - Of(text)));

    /// <summary>Adds blanks on the left.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cells">The cells to fill.</param>
    /// <returns>The blanks and the text.</returns>
    internal static string PadLeft(string text, int cells) => new string(' ', Math.Max(0, cells - Of(text))) + text;

    // The common case needs neither the width tables nor the assembly that holds them.
    private static bool IsPlain(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
