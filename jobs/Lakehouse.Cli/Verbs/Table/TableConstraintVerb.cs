namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table constraint</c>: what a table demands of its rows.</summary>
internal sealed class TableConstraintVerb : VerbGroup
{
    /// <inheritdoc/>
    internal override string Name => "constraint";

    /// <inheritdoc/>
    internal override string Summary => "Say what every row of a table has to keep.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Rows that break a constraint are refused before anything is committed, by this product and by every other writer of the format. "
        + "The rows that are there are read first.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table constraint add warehouse/gold/win_loss counted \"won_count >= 0\"", "no row with less"),
        new("table constraint drop warehouse/gold/win_loss counted", "any row again"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Verbs => field ??=
    [
        new ConstraintAddVerb(),
        new ConstraintDropVerb(),
        new ConstraintNullVerb(isNullable: false),
        new ConstraintNullVerb(isNullable: true),
    ];
}
