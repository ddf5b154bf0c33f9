namespace Lakehouse.Cli.Verbs;

/// <summary><c>match</c>: which records are one.</summary>
internal sealed class MatchVerb : VerbGroup
{
    /// <inheritdoc/>
    internal override string Name => "match";

    /// <inheritdoc/>
    internal override string Summary => "Find the records that are one person or company, and say why.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "A model says in YAML which pairs are looked at and what is compared; how much each agreement is worth is learnt from the "
        + "records themselves. What is certain is merged, what is likely is proposed.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("match file people.csv --model persons.yml --clusters clusters.csv", "who is who in a file"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Verbs => field ??= [new MatchFileVerb()];
}
