using System.CommandLine;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Verbs;

namespace Lakehouse.Cli.Help;

/// <summary>Writes what a verb does, what it takes, and examples, at one width for every reader.</summary>
internal static class HelpWriter
{
    private const int Width = 100;
    private const string Indent = "  ";

    /// <summary>Writes the help of a verb.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="commandName">How the command is called.</param>
    /// <param name="command">The verb.</param>
    /// <param name="globals">The options that every verb takes.</param>
    internal static void Write(Terminal terminal, string commandName, VerbCommand command, IReadOnlyList<Option> globals)
    {
        foreach (StyledLine line in Lines(commandName, command, globals))
        {
            terminal.Answer(line);
        }
    }

    /// <summary>The lines of a verb's help.</summary>
    /// <param name="commandName">How the command is called.</param>
    /// <param name="command">The verb.</param>
    /// <param name="globals">The options that every verb takes.</param>
    /// <returns>The lines.</returns>
    internal static IEnumerable<StyledLine> Lines(string commandName, VerbCommand command, IReadOnlyList<Option> globals)
    {
        string words = $"{commandName} {Arguments.WrongUse.Path(command)}".TrimEnd();
        yield return StyledLine.Of(command.Verb.Summary, Tone.Heading);

        foreach (string paragraph in command.Verb.Details)
        {
            yield return StyledLine.Empty;
            foreach (string line in TextWrap.Lines(paragraph, Width))
            {
                yield return StyledLine.Of(line);
            }
        }

        List<Option> own = [.. command.Options.Where(option => !globals.Contains(option))];
        yield return StyledLine.Empty;
        yield return StyledLine.Of("Usage:", Tone.Heading);
        yield return StyledLine.Of(Indent + Usage(words, command));

        List<StyledLine> sections =
        [
            .. Section("Verbs:", [.. command.Verb.Verbs.Select(verb => (verb.Name, verb.Summary))]),
            .. Section("Arguments:", [.. command.Arguments.Select(argument => (argument.HelpName ?? argument.Name, argument.Description ?? string.Empty))]),
            .. Section("Options:", [.. own.Select(Row)]),
            .. Section("Options of every verb:", [.. globals.Select(Row)]),
        ];
        foreach (StyledLine line in sections.Concat(Examples(commandName, command.Verb.Examples)))
        {
            yield return line;
        }
    }

    private static string Usage(string words, VerbCommand command)
    {
        if (command.Verb.Verbs.Count > 0)
        {
            return command.Verb is VerbGroup { RunsItself: true } ? $"{words} [VERB] [options]" : $"{words} VERB [options]";
        }

        IEnumerable<string> arguments = command.Arguments.Select(argument =>
            argument.Arity.MinimumNumberOfValues > 0 ? argument.HelpName ?? argument.Name : $"[{argument.HelpName ?? argument.Name}]");
        return string.Join(' ', [words, .. arguments, "[options]"]);
    }

    private static (string Name, string Text) Row(Option option)
    {
        string names = string.Join(", ", option.Aliases.Prepend(option.Name));
        return (option.HelpName is { } value ? $"{names} {value}" : names, option.Description ?? string.Empty);
    }

    private static IEnumerable<StyledLine> Section(string title, IReadOnlyList<(string Name, string Text)> rows)
    {
        if (rows.Count == 0)
        {
            yield break;
        }

        yield return StyledLine.Empty;
        yield return StyledLine.Of(title, Tone.Heading);
        int column = rows.Max(row => row.Name.Length) + 2;
        foreach ((string name, string text) in rows)
        {
            string head = name.PadRight(column);
            foreach (string line in TextWrap.Lines(text, Width - Indent.Length - column))
            {
                yield return StyledLine.Of((Indent + head + line).TrimEnd());
                head = new string(' ', column);
            }
        }
    }

    private static IEnumerable<StyledLine> Examples(string commandName, IReadOnlyList<Example> examples)
    {
        if (examples.Count == 0)
        {
            yield break;
        }

        yield return StyledLine.Empty;
        yield return StyledLine.Of("Examples:", Tone.Heading);
        foreach (Example example in examples)
        {
            yield return StyledLine.Of($"{Indent}{commandName} {example.Line}".TrimEnd());
            yield return StyledLine.Of($"{Indent}{Indent}{Indent}{example.What}", Tone.Quiet);
        }
    }
}
