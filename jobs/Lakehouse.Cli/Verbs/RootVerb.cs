namespace Lakehouse.Cli.Verbs;

/// <summary>The command itself.</summary>
internal sealed class RootVerb : VerbGroup
{
    /// <inheritdoc/>
    internal override string Name => "lakehouse";

    /// <inheritdoc/>
    internal override string Summary => "Lakehouse: from CRM, marketing and finance extracts to checked gold tables on Delta Lake.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Exit codes: 0 done; 1 a handled failure (a check, a model, a source); 2 wrong use, a stop on request, or a crash.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("demo", "a sample company, landed, built and shown in less than a minute"),
        new("run --project crm --var landing=/data/extracts", "land what is new, build what it changes, publish a release"),
        new("show gold.pipeline_flow_statement", "rows of a table of the published release"),
        new("why gold.win_loss", "what the last run did with a model and for what reason"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Verbs => field ??=
    [
        new DemoVerb(),
        new InitVerb(),
        new SampleVerb(),
        new RunVerb(),
        new PlanVerb(),
        new LsVerb(),
        new ShowVerb(),
        new SqlVerb(),
        new WhyVerb(),
        new SourceVerb(),
        new QuarantineVerb(),
        new MatchVerb(),
        new StatusVerb(),
        new Table.TableVerb(),
        new ScheduleVerb(),
        new ValidateVerb(),
        new TestVerb(),
        new DoctorVerb(),
    ];
}
