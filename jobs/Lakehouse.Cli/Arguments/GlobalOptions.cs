using System.CommandLine;

namespace Lakehouse.Cli.Arguments;

/// <summary>The options that every verb takes.</summary>
internal sealed class GlobalOptions
{
    /// <summary>The project's folder.</summary>
    internal Option<string?> Project { get; } = Recursive(new("--project", "-p")
    {
        HelpName = "FOLDER",
        Description = "The project's folder. Default: the nearest folder upwards that holds lakehouse.yml; LAKEHOUSE_PROJECT stands in.",
    });

    /// <summary>The warehouse's folder.</summary>
    internal Option<string?> Warehouse { get; } = Recursive(new("--warehouse", "-w")
    {
        HelpName = "FOLDER",
        Description = "Where the tables are. Default: what lakehouse.yml says; LAKEHOUSE_WAREHOUSE stands in.",
    });

    /// <summary>Variables of the project.</summary>
    internal Option<string[]?> Variables { get; } = new("--var")
    {
        HelpName = "NAME=VALUE",
        Description = "A variable of the project, before the one in lakehouse.yml. May be given several times.",
        Recursive = true,
    };

    /// <summary>Rows as JSON.</summary>
    internal Option<bool> Json { get; } = Flag("--json", "Rows as one JSON object a line on standard output; messages on standard error.");

    /// <summary>No colours.</summary>
    internal Option<bool> NoColor { get; } = Flag("--no-color", "No colours. The environment variable NO_COLOR does the same.");

    /// <summary>No hints.</summary>
    internal Option<bool> Quiet { get; } = Flag("--quiet", "Only the answer: no hints, no progress.", "-q");

    /// <summary>The stack of a crash.</summary>
    internal Option<bool> Verbose { get; } = Flag("--verbose", "The stack of a crash, and the causes beneath a failure.");

    /// <summary>Help.</summary>
    internal Option<bool> Help { get; } = Flag("--help", "What a verb does, its options and examples.", "-h", "-?");

    /// <summary>All of them, in the order in which help lists them.</summary>
    internal IReadOnlyList<Option> All => field ??= [Project, Warehouse, Variables, Json, NoColor, Quiet, Verbose, Help];

    private static Option<string?> Recursive(Option<string?> option)
    {
        option.Recursive = true;
        return option;
    }

    private static Option<bool> Flag(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, Recursive = true, Arity = ArgumentArity.Zero };
}
