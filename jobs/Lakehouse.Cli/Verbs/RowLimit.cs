using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Output;

namespace Lakehouse.Cli.Verbs;

/// <summary>How many rows a verb prints, and what it says when there are more.</summary>
internal static class RowLimit
{
    /// <summary>The limit that a command line asks for.</summary>
    /// <param name="invocation">What was said.</param>
    /// <param name="option">The option.</param>
    /// <param name="usual">The rows that people see without it; JSON has all rows then.</param>
    /// <returns>Rows at the most.</returns>
    internal static int Of(Invocation invocation, Option<string?> option, int usual) =>
        (int)(invocation.WholeNumber(option, 1, int.MaxValue - 1) ?? (invocation.Terminal.Choices.Json ? int.MaxValue : usual));

    /// <summary>Says that there are more rows.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="limit">The limit.</param>
    internal static void TellMore(Terminal terminal, int limit) => terminal.Message(
        string.Create(CultureInfo.InvariantCulture, $"There are more than these {limit} rows: --limit N shows more."),
        Tone.Warning);
}
