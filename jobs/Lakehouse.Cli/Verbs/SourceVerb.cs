namespace Lakehouse.Cli.Verbs;

/// <summary><c>source</c>: the contracts of sources.</summary>
internal sealed class SourceVerb : VerbGroup
{
    /// <inheritdoc/>
    internal override string Name => "source";

    /// <inheritdoc/>
    internal override string Summary => "Find a first contract for extracts, and check contracts before anything lands.";

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("source infer /exports/crm --name crm --out sql/bronze/crm.yml", "a contract from files"),
        new("source check crm", "what would happen to each file, without landing any"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Verbs => field ??= [new SourceInferVerb(), new SourceCheckVerb()];
}
