using System.Text;
using Lakehouse.Delta;

namespace Lakehouse.Cli;

/// <summary>What a command line has around it: streams, terminal, folder, environment, clock. Tests supply their own.</summary>
internal sealed record Surroundings
{
    private const int NarrowestTerminal = 20;
    private const int UsualWidth = 80;

    /// <summary>What is typed or piped in.</summary>
    internal Func<TextReader> In { get; init; } = () => TextReader.Null;

    /// <summary>Where answers go.</summary>
    internal required TextWriter Out { get; init; }

    /// <summary>Where messages and progress go.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>Whether <see cref="Out"/> is a terminal.</summary>
    internal required bool OutIsTerminal { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal.</summary>
    internal required bool ErrorIsTerminal { get; init; }

    /// <summary>The cells of a line of the terminal.</summary>
    internal required int Width { get; init; }

    /// <summary>The folder that relative paths start at.</summary>
    internal required string CurrentFolder { get; init; }

    /// <summary>An environment variable by name; null where it is not set.</summary>
    internal required Func<string, string?> Variable { get; init; }

    /// <summary>The clock.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Ids of runs and commits.</summary>
    internal IIdSource Ids => field ??= new TimeOrderedIds(Clock);

    /// <summary>How the command is called in hints: as the caller wrote it.</summary>
    internal string CommandName => Variable("LAKEHOUSE_COMMAND") is { Length: > 0 } name ? name : "lakehouse";

    /// <summary>The surroundings of this process.</summary>
    /// <returns>The surroundings; the caller flushes <see cref="Out"/> at the end.</returns>
    internal static Surroundings OfProcess()
    {
        bool outIsTerminal = !Console.IsOutputRedirected;
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: false);
        return new Surroundings
        {
            In = () => Console.In,
            Out = new StreamWriter(Console.OpenStandardOutput(), encoding, bufferSize: 16 * 1024) { AutoFlush = outIsTerminal, NewLine = "\n" },
            Error = new StreamWriter(Console.OpenStandardError(), encoding) { AutoFlush = true, NewLine = "\n" },
            OutIsTerminal = outIsTerminal,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = outIsTerminal ? TerminalWidth() : UsualWidth,
            CurrentFolder = Environment.CurrentDirectory,
            Variable = Environment.GetEnvironmentVariable,
        };
    }

    private static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth >= NarrowestTerminal ? Console.WindowWidth : UsualWidth;
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }
}
