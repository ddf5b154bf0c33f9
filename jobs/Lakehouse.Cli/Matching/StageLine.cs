using Lakehouse.Cli.Output;

namespace Lakehouse.Cli.Matching;

/// <summary>Shows on a terminal which stage of a matching runs.</summary>
/// <param name="terminal">Where to draw.</param>
internal sealed class StageLine(Terminal terminal) : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value)
    {
        if (terminal.CanDraw)
        {
            terminal.DrawLine(value == "write" ? string.Empty : $"match: {value}");
        }
    }
}
