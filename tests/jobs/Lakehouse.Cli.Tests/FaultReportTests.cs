using Lakehouse.Cli.Output;

namespace Lakehouse.Cli.Tests;

public sealed class FaultReportTests
{
    [Fact]
    public void A_crash_says_that_it_is_a_bug_and_keeps_the_stack_for_those_who_ask()
    {
        (int brief, string text) = Report(new InvalidOperationException("two\nlines"), isVerbose: false);
        Assert.Equal(2, brief);
        Assert.Equal(
            "LH9999: lakehouse stopped on System.InvalidOperationException: two\\nlines\n"
            + "This is a bug. Please report it with the output of the same command and --verbose.\n",
            text);

        (_, string verbose) = Report(new InvalidOperationException("two\nlines"), isVerbose: true);
        Assert.Contains("System.InvalidOperationException: two\nlines", verbose, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_a_handled_failure()
    {
        (int exitCode, string text) = Report(new IOException("No space left on device"), isVerbose: false);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("LH9050: found the file system refusing a read or write (No space left on device)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_of_the_command_itself_and_one_of_its_use_differ_in_the_exit_code()
    {
        Assert.Equal(2, Report(new CliException("LH9001", "found x.", "Do y."), isVerbose: false).ExitCode);
        Assert.Equal((1, "LH9051: found x. Do y.\n"), Report(new CliException("LH9051", "found x.", "Do y."), isVerbose: false));
    }

    private static (int ExitCode, string Text) Report(Exception fault, bool isVerbose)
    {
        using StringWriter error = new() { NewLine = "\n" };
        Surroundings surroundings = new()
        {
            Out = TextWriter.Null,
            Error = error,
            OutIsTerminal = false,
            ErrorIsTerminal = false,
            Width = 80,
            CurrentFolder = "/",
            Variable = _ => null,
        };
        return (FaultReport.Write(new Terminal(surroundings, default), fault, isVerbose), error.ToString());
    }
}
