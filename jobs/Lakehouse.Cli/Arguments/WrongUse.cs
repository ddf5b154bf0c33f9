using System.CommandLine;
using System.CommandLine.Parsing;
using Lakehouse.Cli.Verbs;
using Lakehouse.Project;

namespace Lakehouse.Cli.Arguments;

/// <summary>Finds what is wrong with a command line and says what was probably meant.</summary>
internal static class WrongUse
{
    /// <summary>Refuses a command line with a word that nothing takes or without one that must be there.</summary>
    /// <param name="parsed">What the parser found.</param>
    /// <param name="command">The verb that it arrived at.</param>
    /// <param name="globals">The options that every verb takes.</param>
    /// <exception cref="CliException"><c>LH9001</c> unknown word, <c>LH9002</c> missing word, <c>LH9004</c> anything else.</exception>
    internal static void ThrowIfAny(ParseResult parsed, VerbCommand command, GlobalOptions globals)
    {
        string help = $"See 'lakehouse {Path(command)}--help'.";
        if (UnknownWord(parsed) is { } word)
        {
            throw Unknown(word, command, globals, help);
        }

        foreach (Argument argument in command.Verb.Arguments)
        {
            if (argument.Arity.MinimumNumberOfValues > 0 && (parsed.GetResult(argument)?.Tokens.Count ?? 0) == 0)
            {
                throw new CliException("LH9002", $"found no {argument.HelpName} after '{command.Name}', expected one.", help);
            }
        }

        if (parsed.Errors.Count > 0 && command.Verb.Verbs.Count == 0)
        {
            throw new CliException("LH9004", $"found a command line that is not understood: {parsed.Errors[0].Message.TrimEnd('.')}.", help);
        }
    }

    /// <summary>Words of a verb and those above it, each with a blank behind; empty for the command itself.</summary>
    /// <param name="command">The verb.</param>
    /// <returns>For example <c>schedule next </c>.</returns>
    internal static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)}{command.Name} " : string.Empty;

    // The parser gives an unknown option to an argument that has room for it; nobody means that.
    private static string? UnknownWord(ParseResult parsed) =>
        parsed.UnmatchedTokens.FirstOrDefault(LooksLikeOption)
        ?? parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(LooksLikeOption)
        ?? (parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null);

    private static bool LooksLikeOption(string word) =>
        word.Length > 1
        && word[0] == '-'
        && word.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '=' or '_')
        && word.Any(char.IsAsciiLetter);

    private static CliException Unknown(string word, VerbCommand command, GlobalOptions globals, string help)
    {
        if (LooksLikeOption(word))
        {
            string name = word.Split('=')[0];
            IEnumerable<string> options = command.Options.Concat(globals.All).Select(option => option.Name).Distinct(StringComparer.Ordinal);
            return new CliException(
                "LH9001",
                $"found the option '{name}', expected one that '{CommandWords(command)}' takes.",
                Suggestion(name, options) ?? help);
        }

        if (command.Verb.Verbs.Count > 0)
        {
            List<string> verbs = [.. command.Verb.Verbs.Select(verb => verb.Name)];
            return new CliException(
                "LH9001",
                $"found the verb '{CommandWords(command)} {word}', expected one of {string.Join(", ", verbs)}.",
                Suggestion(word, verbs) ?? help);
        }

        return new CliException("LH9001", $"found '{word}' after '{CommandWords(command)}', which takes no more words.", help);
    }

    private static string CommandWords(Command command) => $"lakehouse {Path(command)}".TrimEnd();

    private static string? Suggestion(string written, IEnumerable<string> known) =>
        NearestName.Of(written, known) is { } name ? $"Did you mean '{name}'?" : null;
}
