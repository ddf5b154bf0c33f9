using Lakehouse.Cli.Output;
using Lakehouse.Cli.Running;
using Lakehouse.Engine;
using Lakehouse.Runs;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Running;

namespace Lakehouse.Cli.Tests.Running;

public sealed class RunReportTextTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_run_says_what_landed_what_was_built_and_what_was_found_wanting() =>
        Assert.Equal(
            """
            Run run-1, as of 2026-01-31T00:00:00Z

            landed   files  redelivered  rejected  delivered_rows  loaded_rows  quarantined_rows
            -------  -----  -----------  --------  --------------  -----------  ----------------
            crm          3            1         0             100           98                 2
            finance      1            0         0              10           10                 0
            TOTAL        4            1         0             110          108                 2
              crm.lead: a.csv and 1 more: LH3052: Columns that the contract does not name landed as text: x.
              crm.lead: c.csv: LH3056: 2 of 50 rows went to quarantine.
              'lh quarantine' shows the rows that could not be read, and why.

            built          status   rows  seconds  reason
            -------------  -------  ----  -------  --------------------------
            silver.lead    WARNED     98     1.25  It has not been built yet.
            gold.win_loss  FAILED      7     0.10  silver.lead has changed.
            gold.win_rate  SKIPPED  null     0.00  gold.win_loss failed.
              gold.win_loss: LH4070: a check found rows.
            1 step REUSED: nothing that decides their rows has changed. 'lh why MODEL' says more.

            check              of             severity  failing_rows  rows_kept_in
            -----------------  -------------  --------  ------------  -----------------
            few_leads          silver.lead    warn                 3  /w/_checks/1.json
            no_negative_count  gold.win_loss  error                1  /w/_checks/2.json
            3 checks ran, 2 found something wanting.
            Readers keep release 6. Steps failed.
            Any DuckDB client reads it: /w/lakehouse.duckdb

            Done. PASS=0 WARN=1 ERROR=1 SKIP=1 REUSED=1 TOTAL=4 in 3.5 s

            """,
            Print(Report(Steps)));

    [Fact]
    public void A_second_run_is_short() =>
        Assert.Equal(
            """
            Run run-1, as of 2026-01-31T00:00:00Z

            Nothing new to land: 4 files are known.

            4 steps REUSED: nothing that decides their rows has changed. 'lh why MODEL' says more.

            0 checks ran, 0 found something wanting.
            Readers keep release 6. Steps failed.
            Any DuckDB client reads it: /w/lakehouse.duckdb

            Done. PASS=0 WARN=0 ERROR=0 SKIP=0 REUSED=4 TOTAL=4 in 3.5 s

            """,
            Print(Report([.. Steps.Select(step => step with { Status = StepStatus.Reused, Checks = [], Message = null })]) with
            {
                Landed = [Landed("crm", "lead", 0) with { KnownFiles = 4 }],
            }));

    [Fact]
    public void Many_steps_are_summed_up_by_layer_and_those_that_want_a_look_are_listed()
    {
        List<StepResult> many = [.. Enumerable.Range(0, 60).Select(number => Step($"silver.t{number}", StepStatus.Built, 10)), Steps[1]];
        string text = Print(Report(many));

        Assert.Contains(
            """
            built   steps  built_steps  warned  unchanged  failed  skipped  reused  rows  checks
            ------  -----  -----------  ------  ---------  ------  -------  ------  ----  ------
            silver     60           60       0          0       0        0       0   600       0
            gold        1            0       0          0       1        0       0     7       2
            TOTAL      61           60       0          0       1        0       0   607       2
            """,
            text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("silver.t1 ", text, StringComparison.Ordinal);
        Assert.Contains("gold.win_loss  FAILED", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_built_nothing_says_why_and_how_to_go_on()
    {
        string text = Print(Report(Steps) with { Built = null, SourceFaults = ["LH3001: found no landing folder /l, expected one. Make it."] });

        Assert.Contains("  LH3001: found no landing folder /l, expected one. Make it.\n", text, StringComparison.Ordinal);
        Assert.Contains("'--keep-going' builds from what did land.\n", text, StringComparison.Ordinal);
        Assert.EndsWith("Done. PASS=0 WARN=0 ERROR=0 SKIP=0 REUSED=0 TOTAL=0 in 3.5 s\n", text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<StepResult> Steps =>
    [
        Step("silver.lead", StepStatus.Warned, 98) with
        {
            Duration = TimeSpan.FromSeconds(1.25),
            Checks = [new CheckResult("few_leads", CheckSeverity.Warn, CheckStatus.Warned, 3, "/w/_checks/1.json", TimeSpan.Zero, null)],
        },
        Step("gold.win_loss", StepStatus.Failed, 7) with
        {
            Duration = TimeSpan.FromSeconds(0.1),
            Reason = "silver.lead has changed.",
            Message = "LH4070: a check found rows.",
            Checks =
            [
                new CheckResult("unique", CheckSeverity.Error, CheckStatus.Passed, 0, null, TimeSpan.Zero, null),
                new CheckResult("no_negative_count", CheckSeverity.Error, CheckStatus.Failed, 1, "/w/_checks/2.json", TimeSpan.Zero, null),
            ],
        },
        Step("gold.win_rate", StepStatus.Skipped, null) with { Reason = "gold.win_loss failed." },
        Step("silver.account", StepStatus.Reused, 5),
    ];

    private static StepResult Step(string name, StepStatus status, long? rows) => new()
    {
        Name = TableName.Parse(name),
        Kind = StepKind.Model,
        Status = status,
        Reason = "It has not been built yet.",
        Rows = rows,
    };

    private static LandedEntity Landed(string source, string entity, int files) => new()
    {
        Source = source,
        Entity = entity,
        NewFiles = files,
        KnownFiles = 0,
        RejectedFiles = 0,
        DeliveredRows = 0,
        LoadedRows = 0,
        QuarantinedRows = 0,
        Notices = [],
    };

    private static RunReport Report(IReadOnlyList<StepResult> steps) => new()
    {
        RunId = "run-1",
        AsOf = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero),
        StartedAt = Start,
        FinishedAt = Start.AddSeconds(3.5),
        Landed =
        [
            Landed("crm", "account", 1) with { DeliveredRows = 50, LoadedRows = 50 },
            Landed("crm", "lead", 2) with
            {
                KnownFiles = 1,
                DeliveredRows = 50,
                LoadedRows = 48,
                QuarantinedRows = 2,
                Notices =
                [
                    "a.csv and 1 more: LH3052: Columns that the contract does not name landed as text: x.",
                    "c.csv: LH3056: 2 of 50 rows went to quarantine.",
                ],
            },
            Landed("finance", "invoice", 1) with { DeliveredRows = 10, LoadedRows = 10 },
        ],
        SourceFaults = [],
        Built = new TransformResult
        {
            RunId = "run-1",
            AsOf = Start,
            StartedAt = Start,
            FinishedAt = Start,
            Steps = steps,
            Release = 6,
            ReleaseReason = "Steps failed.",
        },
        CatalogPath = "/w/lakehouse.duckdb",
        PublishFault = null,
    };

    private static string Print(RunReport report)
    {
        using StringWriter output = new() { NewLine = "\n" };
        Surroundings surroundings = new()
        {
            Out = output,
            Error = TextWriter.Null,
            OutIsTerminal = false,
            ErrorIsTerminal = false,
            Width = 80,
            CurrentFolder = "/",
            Variable = _ => null,
        };
        new RunReportText(new Terminal(surroundings, default), "lh").Print(report);
        return output.ToString();
    }
}
