using System.CommandLine;
using Lakehouse.Cli.Tables;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table constraint add PATH NAME CONDITION</c>.</summary>
internal sealed class ConstraintAddVerb : Verb
{
    private readonly TableTarget _target = new();

    private readonly Argument<string> _name = new("NAME") { HelpName = "NAME", Description = "A name of letters, digits and underscores." };

    private readonly Argument<string> _condition = new("CONDITION")
    {
        HelpName = "CONDITION",
        Description = "What is true for each row, in Spark's SQL on the table's columns. NULL is not true.",
    };

    /// <inheritdoc/>
    internal override string Name => "add";

    /// <inheritdoc/>
    internal override string Summary => "Add a condition that every row has to keep.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, IS NULL, arithmetic, CASE, CAST, literals and common functions of texts, numbers and "
        + "dates are known; what is not, or does not mean one thing in every mode of Spark, is refused with its place. Texts stand in "
        + "single quotes, odd names in backticks, instants are in UTC.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table constraint add warehouse/gold/win_loss counted \"won_count >= 0\"", "no row with less"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path, _name, _condition];

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        (string name, string condition) = (invocation.Value(_name)!, invocation.Value(_condition)!); // The parser demands both.
        return new TableChange(invocation, _target).OperateAsync(
            operations => operations.AddConstraintAsync(name, condition, cancellationToken),
            $"added the constraint {name} ({condition})",
            cancellationToken);
    }
}
