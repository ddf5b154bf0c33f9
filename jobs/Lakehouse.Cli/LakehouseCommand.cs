using System.CommandLine;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Help;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Verbs;

namespace Lakehouse.Cli;

/// <summary>The whole command: from words to an exit code.</summary>
/// <remarks>Building it makes the parser's tree and nothing else; a verb makes what it needs when it is run.</remarks>
internal sealed class LakehouseCommand
{
    private readonly Surroundings _surroundings;
    private readonly GlobalOptions _globals = new();
    private readonly Option<bool> _version = new("--version") { Description = "The version, and nothing else.", Arity = ArgumentArity.Zero };
    private readonly VerbCommand _root;

    internal LakehouseCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        _root = new VerbCommand(new RootVerb());
        foreach (Option option in _globals.All)
        {
            _root.Add(option);
        }

        _root.Add(_version);
    }

    /// <summary>Runs a command line.</summary>
    /// <param name="words">The words after the command's own name.</param>
    /// <param name="cancellationToken">Signalled when the process shall stop.</param>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    internal async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        ParseResult parsed = _root.Parse(words, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        var command = (VerbCommand)parsed.CommandResult.Command;
        Invocation invocation = new(parsed, _globals, _surroundings);
        try
        {
            if (words.Count == 0 || parsed.GetValue(_globals.Help))
            {
                HelpWriter.Write(invocation.Terminal, _surroundings.CommandName, command, _globals.All);
                return ExitCode.Done;
            }

            if (parsed.GetValue(_version))
            {
                invocation.Terminal.Answer(ProductVersion.Text);
                return ExitCode.Done;
            }

            WrongUse.ThrowIfAny(parsed, command, _globals);
            return await command.Verb.RunAsync(invocation, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            invocation.Terminal.Message("Stopped on request. What was committed stays; the next run goes on from there.", Tone.Warning);
            return ExitCode.WrongUseOrCrash;
        }
#pragma warning disable CA1031 // why: the border of the process; whatever gets here is told to the user and becomes an exit code.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return FaultReport.Write(invocation.Terminal, fault, parsed.GetValue(_globals.Verbose));
        }
        finally
        {
            await _surroundings.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
