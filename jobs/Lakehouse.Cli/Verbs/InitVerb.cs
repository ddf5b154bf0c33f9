using System.CommandLine;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Projects;
using Lakehouse.Project;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>init [FOLDER]</c>: a new project.</summary>
internal sealed class InitVerb : Verb
{
    private readonly Argument<string?> _folder = new("FOLDER")
    {
        HelpName = "FOLDER",
        Description = "The project's folder; it is made if need be. Default: the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _sources = new("--sources")
    {
        HelpName = "A,B",
        Description = "The sources that it lands. Default: all that the reference project knows.",
    };

    /// <inheritdoc/>
    internal override string Name => "init";

    /// <inheritdoc/>
    internal override string Summary => "Make a project: lakehouse.yml, a landing folder, a .gitignore.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "The new project lies over the reference project: it has all its models, definitions and source contracts, and a file "
        + "of its own with the same relative path stands before one of them. Files that are there are never touched.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("init crm", "a project in the folder crm, for all five sources"),
        new("init crm --sources salesforce,finance", "only these two"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_folder];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_sources];

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string folder = invocation.FullPath(invocation.Value(_folder) ?? ".");
        IReadOnlyList<string> known = NewProject.KnownSources(ProjectLocation.ReferenceFolder(invocation.Surroundings));
        IReadOnlyList<string> sources = Sources(invocation.Value(_sources), known);
        string name = Path.GetFileName(folder) is { Length: > 0 } last ? last : "lakehouse";

        IReadOnlyList<string> written = NewProject.Write(folder, new NewProjectChoices(name, sources, AsOf: null));
        foreach (string file in written)
        {
            invocation.Terminal.Answer($"wrote {Path.Combine(folder, file)}");
        }

        string command = invocation.Surroundings.CommandName;
        invocation.Terminal.Hint($"Next: put extracts into {Path.Combine(folder, "landing")}, then '{command} run --project {folder}'.");
        invocation.Terminal.Hint($"      '{command} sample {Path.Combine(folder, "landing")}' writes those of a sample company.");
        return Task.FromResult(ExitCode.Done);
    }

    private static IReadOnlyList<string> Sources(string? chosen, IReadOnlyList<string> known)
    {
        if (chosen is null)
        {
            return known;
        }

        string[] names = chosen.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string? unknown = names.FirstOrDefault(name => known.Count > 0 && !known.Contains(name, StringComparer.Ordinal));
        if (unknown is null)
        {
            return names;
        }

        string? nearest = NearestName.Of(unknown, known);
        throw new CliException(
            "LH9003",
            $"found the source '{unknown}' for --sources, expected some of {string.Join(", ", known)}.",
            nearest is null ? "A source of your own is added to lakehouse.yml once its contract is there." : $"Did you mean '{nearest}'?");
    }
}
