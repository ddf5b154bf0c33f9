namespace Lakehouse.Cli.Verbs;

/// <summary>A verb that only holds others, such as <c>schedule</c>.</summary>
internal abstract class VerbGroup : Verb
{
    /// <summary>Whether it also does something without a verb behind it.</summary>
    internal virtual bool RunsItself => false;

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken) => throw new CliException(
        "LH9002",
        $"found '{Name}' without what to do, expected one of {string.Join(", ", Verbs.Select(verb => verb.Name))}.",
        $"See '{invocation.Surroundings.CommandName} {Name} --help'.");
}
