using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Output;
using Lakehouse.Project;
using Lakehouse.Runs;
using Lakehouse.Transform.Running;

namespace Lakehouse.Cli.Verbs;

/// <summary>A command line that was understood: its values, the project that it means, and where to write.</summary>
/// <param name="parsed">What the parser found.</param>
/// <param name="globals">The options that every verb takes.</param>
/// <param name="surroundings">Streams, folder, environment, clock.</param>
internal sealed class Invocation(ParseResult parsed, GlobalOptions globals, Surroundings surroundings)
{
    /// <summary>Streams, folder, environment, clock.</summary>
    internal Surroundings Surroundings => surroundings;

    /// <summary>Where to write.</summary>
    internal Terminal Terminal { get; } = new(surroundings, new TerminalChoices(
        Json: parsed.GetValue(globals.Json),
        NoColor: parsed.GetValue(globals.NoColor),
        Quiet: parsed.GetValue(globals.Quiet)));

    /// <summary>The command line as it was typed, without the command's own name.</summary>
    internal string Line => string.Join(' ', parsed.Tokens.Select(token => token.Value));

    /// <summary>The value of an option.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="option">The option.</param>
    /// <returns>The value, or the type's default where it was not given.</returns>
    internal T? Value<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>The value of an argument.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="argument">The argument.</param>
    /// <returns>The value, or the type's default where it was not given.</returns>
    internal T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>A whole number.</summary>
    /// <param name="option">The option.</param>
    /// <param name="lowest">The lowest number allowed.</param>
    /// <param name="highest">The highest number allowed.</param>
    /// <returns>The number, or null where the option was not given.</returns>
    /// <exception cref="CliException"><c>LH9003</c>: the value is not such a number.</exception>
    internal long? WholeNumber(Option<string?> option, long lowest, long highest)
    {
        string? text = parsed.GetValue(option);
        if (text is null)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            && number >= lowest && number <= highest
            ? number
            : throw new CliException(
                "LH9003",
                string.Create(CultureInfo.InvariantCulture, $"found '{text}' for {option.Name}, expected a whole number from {lowest} to {highest}."),
                $"Write for example {option.Name} {lowest.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>An instant.</summary>
    /// <param name="option">The option.</param>
    /// <returns>The instant, or null where the option was not given.</returns>
    /// <exception cref="CliException"><c>LH9003</c>: the value is not an instant.</exception>
    internal DateTimeOffset? Instant(Option<string?> option) =>
        parsed.GetValue(option) is { } text ? InstantText.Parse(text, option.Name) : null;

    /// <summary>Opens the project that the command line means.</summary>
    /// <returns>The project.</returns>
    /// <exception cref="ProjectException">There is no project, or it is not as documented.</exception>
    internal LakehouseProject OpenProject() => LakehouseProject.Open(ProjectFolder(), ProjectChoices());

    /// <summary>Opens a project in a folder that the verb knows, with the rest of what the command line says.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The project.</returns>
    /// <exception cref="ProjectException">There is no project, or it is not as documented.</exception>
    internal LakehouseProject OpenProject(string folder) => LakehouseProject.Open(folder, ProjectChoices());

    /// <summary>Opens the project that the command line means, with its engine and tables.</summary>
    /// <returns>The lakehouse; dispose it.</returns>
    /// <exception cref="ProjectException">There is no project, or it is not as documented.</exception>
    internal ProjectLakehouse OpenLakehouse() => OpenLakehouse(OpenProject());

    /// <summary>Opens the engine and tables of a project.</summary>
    /// <param name="project">The project.</param>
    /// <returns>The lakehouse; dispose it.</returns>
    internal ProjectLakehouse OpenLakehouse(LakehouseProject project) =>
        new(project, surroundings.Clock, surroundings.Ids, $"Lakehouse/{ProductVersion.Text}");

    /// <summary>The request of a plan, an explanation or a validation: the same as that of a run.</summary>
    /// <param name="lakehouse">The project's engine and tables.</param>
    /// <param name="choices">What the command line says about it.</param>
    /// <returns>The request.</returns>
    internal static TransformRequest TransformRequestOf(ProjectLakehouse lakehouse, RunChoices choices) =>
        new LakehouseRun(lakehouse).TransformRequest(
            choices.ToRequest(lakehouse.Project),
            runId: "none",
            AsOfRule.Settle(choices.AsOf, lakehouse.Project, lakehouse.Clock));

    /// <summary>The words that name the project again, for a hint; empty where the current folder does.</summary>
    /// <returns>For example <c> --project demo</c>, with a blank before it.</returns>
    internal string ProjectWords() => parsed.GetValue(globals.Project) is { Length: > 0 } named ? $" --project {named}" : string.Empty;

    /// <summary>The folder of the project that the command line means.</summary>
    /// <returns>An absolute path; whether it holds a project is not looked at.</returns>
    internal string ProjectFolder() => ProjectLocation.Folder(NonEmpty(globals.Project) ?? surroundings.Variable("LAKEHOUSE_PROJECT"), surroundings);

    /// <summary>A path of the command line.</summary>
    /// <param name="path">The path as written.</param>
    /// <returns>An absolute path.</returns>
    internal string FullPath(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, surroundings.CurrentFolder));

    private ProjectChoices ProjectChoices()
    {
        string? warehouse = NonEmpty(globals.Warehouse) ?? surroundings.Variable("LAKEHOUSE_WAREHOUSE");
        return new ProjectChoices
        {
            WarehouseFolder = warehouse is { Length: > 0 } ? FullPath(warehouse) : null,
            Variables = VariableArguments.Parse(parsed.GetValue(globals.Variables) ?? []),
            ReferenceFolder = ProjectLocation.ReferenceFolder(surroundings),
        };
    }

    private string? NonEmpty(Option<string?> option) => parsed.GetValue(option) switch
    {
        null => null,
        { Length: 0 } => throw new CliException("LH9003", $"found an empty text for {option.Name}, expected a folder.", "Name the folder."),
        { } text => text,
    };
}
