using System.CommandLine;

namespace Lakehouse.Cli.Verbs;

/// <summary>A verb as the parser sees it.</summary>
internal sealed class VerbCommand : Command
{
    /// <summary>Makes the command and those below it.</summary>
    /// <param name="verb">The verb.</param>
    internal VerbCommand(Verb verb)
        : base(verb.Name, verb.Summary)
    {
        Verb = verb;
        foreach (Argument argument in verb.Arguments)
        {
            Add(argument);
        }

        foreach (Option option in verb.Options)
        {
            Add(option);
        }

        foreach (Verb below in verb.Verbs)
        {
            Add(new VerbCommand(below));
        }

        if (verb is VerbGroup { RunsItself: true })
        {
            // The parser asks for a further verb unless the group has an action; verbs are run by the command itself.
            SetAction(static _ => ExitCode.Done);
        }
    }

    /// <summary>The verb.</summary>
    internal Verb Verb { get; }
}
