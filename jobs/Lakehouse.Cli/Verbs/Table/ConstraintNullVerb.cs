using System.CommandLine;
using Lakehouse.Cli.Tables;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table constraint not-null PATH COLUMN</c>, and <c>nullable</c>.</summary>
internal sealed class ConstraintNullVerb(bool isNullable) : Verb
{
    private readonly TableTarget _target = new();

    private readonly Argument<string> _column = new("COLUMN")
    {
        HelpName = "COLUMN",
        Description = "A column; a field within structs with dots between the names.",
    };

    /// <inheritdoc/>
    internal override string Name => isNullable ? "nullable" : "not-null";

    /// <inheritdoc/>
    internal override string Summary => isNullable ? "Let a column be null." : "Forbid a column to be null.";

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new($"table constraint {Name} warehouse/gold/win_loss won_count", isNullable ? "a value may be missing again" : "every row has a value"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path, _column];

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string column = invocation.Value(_column)!; // The parser demands it.
        return new TableChange(invocation, _target).OperateAsync(
            operations => operations.SetNullabilityAsync(column.Split('.'), isNullable, cancellationToken),
            isNullable ? $"{column} may be null" : $"{column} may not be null",
            cancellationToken);
    }
}
