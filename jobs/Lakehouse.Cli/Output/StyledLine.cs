namespace Lakehouse.Cli.Output;

/// <summary>One line of output in pieces of one tone each.</summary>
/// <param name="Pieces">The pieces, left to right; none for an empty line.</param>
internal sealed record StyledLine(IReadOnlyList<StyledText> Pieces)
{
    /// <summary>A line without text.</summary>
    internal static StyledLine Empty { get; } = new([]);

    /// <summary>A line of one tone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tone">The tone.</param>
    /// <returns>The line.</returns>
    internal static StyledLine Of(string text, Tone tone = Tone.Plain) => new([new StyledText(text, tone)]);

    /// <summary>The text alone, without blanks at the end.</summary>
    /// <returns>The text.</returns>
    internal string ToPlainText() => string.Concat(Pieces.Select(piece => piece.Text)).TrimEnd();
}

/// <summary>A piece of a line.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tone">The tone.</param>
internal readonly record struct StyledText(string Text, Tone Tone);
