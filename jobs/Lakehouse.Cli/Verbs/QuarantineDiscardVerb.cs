using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Output;
using Lakehouse.Ingest.Quarantine;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>quarantine discard</c>: give quarantined rows up.</summary>
internal sealed class QuarantineDiscardVerb : Verb
{
    private readonly QuarantineOptions _which = new();

    /// <inheritdoc/>
    internal override string Name => "discard";

    /// <inheritdoc/>
    internal override string Summary => "Give quarantined rows up: they are kept and no longer listed.";

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("quarantine discard --source salesforce --reason DUPLICATE_KEY", "rows that came twice in one file"),
        new("quarantine discard --id 0199", "the rows whose ids begin so"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => _which.All;

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        QuarantineFilter filter = _which.Filter(invocation);
        string? id = _which.Id(invocation);
        if (filter == default && id is null)
        {
            throw new CliException("LH9003", "found no option that says which rows, expected at least one.", "Give --source, --entity, --reason or --id.");
        }

        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            long rows = await new QuarantineLoop(lakehouse).DiscardAsync(filter, id, cancellationToken).ConfigureAwait(false);
            if (invocation.Terminal.Choices.Json)
            {
                invocation.Terminal.Rows(new ResultRows([new TableColumn("discarded", IsNumber: true)], [[rows]]));
            }
            else
            {
                invocation.Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"{rows} rows are discarded."));
            }
        }

        return ExitCode.Done;
    }
}
