using System.CommandLine;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Commit;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table constraint drop PATH NAME</c>.</summary>
internal sealed class ConstraintDropVerb : Verb
{
    private readonly TableTarget _target = new();

    private readonly Argument<string> _name = new("NAME") { HelpName = "NAME", Description = "The constraint's name." };

    /// <inheritdoc/>
    internal override string Name => "drop";

    /// <inheritdoc/>
    internal override string Summary => "Take a constraint away.";

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table constraint drop warehouse/gold/win_loss counted", "any row again"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path, _name];

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string name = invocation.Value(_name)!; // The parser demands it.
        return new TableChange(invocation, _target).AlterAsync(new DropConstraint(name), $"dropped the constraint {name}", cancellationToken);
    }
}
