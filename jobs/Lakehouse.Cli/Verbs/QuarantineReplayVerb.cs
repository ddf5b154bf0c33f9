using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Output;
using Lakehouse.Ingest.Quarantine;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>quarantine replay</c>: land quarantined rows again.</summary>
internal sealed class QuarantineReplayVerb : Verb
{
    private static readonly TableColumn[] Columns =
    [
        new("source"), new("entity"), new("replay"), new("rows", IsNumber: true), new("loaded", IsNumber: true),
        new("quarantined", IsNumber: true), new("refusal"),
    ];

    private readonly QuarantineOptions _which = new();
    private readonly Option<string?> _rule = new("--rule") { HelpName = "SQL", Description = "An expression over raw, reason, detail, line and file that gives the right text; NULL leaves a row." };
    private readonly Option<string?> _fixes = new("--fixes") { HelpName = "FILE", Description = "A CSV file with the columns quarantine_id and fixed, as 'quarantine export' writes it." };

    /// <inheritdoc/>
    internal override string Name => "replay";

    /// <inheritdoc/>
    internal override string Summary => "Land quarantined rows again: put right by a rule or by hand, or under a changed contract.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "The texts go the way of a delivered file, under the contract as it is now, each row once; ops.quarantine_replay keeps what was "
        + "changed by which rule. A row that still does not fit is in quarantine anew; where none fits, nothing is changed and the exit "
        + "code is 1. Rows with the reason DUPLICATE_KEY are replayed only where --reason, --id, --rule or --fixes asks for it.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("quarantine replay --source salesforce --entity lead", "as they came, after the contract was changed"),
        new("quarantine replay --reason TOO_FEW_FIELDS --rule raw[2:-2]", "rows that were quoted as a whole, without their first and last character"),
        new("quarantine replay --fixes rows.csv", "rows that were put right in a file of 'quarantine export'"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [.. _which.All, _rule, _fixes];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string? rule = invocation.Value(_rule);
        string? file = invocation.Value(_fixes);
        if (rule is not null && file is not null)
        {
            throw new CliException("LH9003", "found --rule and --fixes, expected one of them.", "Replay twice, once with each.");
        }

        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            QuarantineLoop loop = new(lakehouse);
            IReadOnlyDictionary<string, string>? fixes = file is null
                ? null
                : await loop.ReadFixesAsync(invocation.FullPath(file), cancellationToken).ConfigureAwait(false);
            ReplayRequest request = new() { Filter = _which.Filter(invocation), IdPrefix = _which.Id(invocation), Rule = rule, Fixes = fixes };
            IReadOnlyList<ReplayResult> results = await loop.ReplayAsync(request, cancellationToken).ConfigureAwait(false);
            return Tell(invocation, results);
        }
    }

    private static int Tell(Invocation invocation, IReadOnlyList<ReplayResult> results)
    {
        if (invocation.Terminal.Choices.Json)
        {
            invocation.Terminal.Rows(new ResultRows(Columns, [.. results.Select(Row)]));
        }
        else if (results.Count == 0)
        {
            invocation.Terminal.Message("No row that is open in quarantine is meant, or the rule leaves them all.");
        }
        else
        {
            foreach (ReplayResult result in results)
            {
                invocation.Terminal.Answer(Sentence(result), result.Refusal is not null ? Tone.Bad : result.QuarantinedRows > 0 ? Tone.Warning : Tone.Good);
            }

            if (results.Any(result => result.LoadedRows > 0))
            {
                invocation.Terminal.Hint($"Build on: {invocation.Surroundings.CommandName} run{invocation.ProjectWords()}");
            }
        }

        return results.Any(result => result.Refusal is not null) ? ExitCode.HandledFailure : ExitCode.Done;
    }

    private static string Sentence(ReplayResult result)
    {
        string name = $"{result.Source}.{result.Entity}";
        if (result.Refusal is not null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{name}: none of {result.RowCount} rows was replayed. {result.Refusal}");
        }

        string still = result.QuarantinedRows > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {result.QuarantinedRows} still do not fit and are in quarantine anew")
            : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{name}: {result.RowCount} rows replayed, {result.LoadedRows} landed{still}.");
    }

    private static IReadOnlyList<object?> Row(ReplayResult result) =>
        [result.Source, result.Entity, result.ReplayId, result.RowCount, result.LoadedRows, result.QuarantinedRows, result.Refusal];
}
