using System.CommandLine;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Commit;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table unset PATH KEY</c>: properties of a table that have their defaults again.</summary>
internal sealed class TableUnsetVerb : Verb
{
    private readonly TableTarget _target = new();

    private readonly Argument<string[]> _names = new("KEY")
    {
        HelpName = "KEY",
        Arity = ArgumentArity.OneOrMore,
        Description = "A property of the table. May be given several times; all go in one commit.",
    };

    /// <inheritdoc/>
    internal override string Name => "unset";

    /// <inheritdoc/>
    internal override string Summary => "Take properties of a table away, so that their defaults hold again.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "A property that the table does not have is refused. The protocol stays as it is: readers that were needed are needed still.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table unset warehouse/gold/win_loss delta.appendOnly", "rows may be changed again"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path, _names];

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string[] names = [.. (invocation.Value(_names) ?? []).Distinct(StringComparer.Ordinal)];
        return new TableChange(invocation, _target)
            .AlterAsync(new UnsetProperties(names), $"unset {string.Join(", ", names)}", cancellationToken);
    }
}
