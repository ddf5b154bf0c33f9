using System.Diagnostics;
using Spectre.Console;

namespace Lakehouse.Cli.Output;

/// <summary>The colours of tones: the terminal's own sixteen, so that they fit dark and light backgrounds.</summary>
internal static class TerminalStyles
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    private static readonly Style Quiet = new(decoration: Decoration.Dim);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Warning = new(Color.Olive);
    private static readonly Style Bad = new(Color.Red);

    /// <summary>The style of a tone.</summary>
    /// <param name="tone">The tone.</param>
    /// <returns>The style.</returns>
    /// <exception cref="UnreachableException">The value is none of the enumeration's.</exception>
    internal static Style Of(Tone tone) => tone switch
    {
        Tone.Heading => Heading,
        Tone.Quiet => Quiet,
        Tone.Good => Good,
        Tone.Warning => Warning,
        Tone.Bad => Bad,
        Tone.Plain => Style.Plain,
        _ => throw new UnreachableException(),
    };
}
