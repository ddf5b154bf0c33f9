using Lakehouse.Cli.Output;
using Lakehouse.Delta;

namespace Lakehouse.Cli;

/// <summary>Tells a failure to the user and turns it into an exit code.</summary>
internal static class FaultReport
{
    /// <summary>Writes a failure to standard error.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="fault">What went wrong.</param>
    /// <param name="isVerbose">Whether to write the stack of a crash and the causes of a failure.</param>
    /// <returns>The exit code.</returns>
    internal static int Write(Terminal terminal, Exception fault, bool isVerbose)
    {
        switch (fault)
        {
            case CliException { IsWrongUse: true } wrong:
                WriteFailure(terminal, wrong, isVerbose);
                return ExitCode.WrongUseOrCrash;
            case LakehouseException failure:
                WriteFailure(terminal, failure, isVerbose);
                return ExitCode.HandledFailure;
            case IOException or UnauthorizedAccessException:
                WriteFailure(terminal, FileSystem(fault), isVerbose);
                return ExitCode.HandledFailure;
            default:
                WriteCrash(terminal, fault, isVerbose);
                return ExitCode.WrongUseOrCrash;
        }
    }

    private static CliException FileSystem(Exception fault) => new(
        "LH9050",
        $"found the file system refusing a read or write ({fault.Message.TrimEnd('.')}), expected access and free space.",
        "See 'lakehouse doctor'; then run the same command again, nothing half done stays behind.",
        fault);

    private static void WriteFailure(Terminal terminal, LakehouseException failure, bool isVerbose)
    {
        terminal.Message(failure.Message, Tone.Bad);
        for (Exception? cause = failure.InnerException; isVerbose && cause is not null; cause = cause.InnerException)
        {
            terminal.Message($"  because of {cause.GetType().FullName}: {cause.Message}", Tone.Quiet);
        }
    }

    private static void WriteCrash(Terminal terminal, Exception fault, bool isVerbose)
    {
        terminal.Message($"LH9999: lakehouse stopped on {fault.GetType().FullName}: {ValueText.OneLine(fault.Message)}", Tone.Bad);
        terminal.Message(isVerbose
            ? "This is a bug. Please report it with the lines below."
            : "This is a bug. Please report it with the output of the same command and --verbose.");
        if (isVerbose)
        {
            terminal.Message(fault.ToString());
        }
    }
}
