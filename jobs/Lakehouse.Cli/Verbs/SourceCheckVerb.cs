using System.CommandLine;
using Lakehouse.Cli.Output;
using Lakehouse.Ingest;
using Lakehouse.Ingest.Batches;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>source check NAME</c>: what would happen to the files of a source.</summary>
internal sealed class SourceCheckVerb : Verb
{
    private static readonly TableColumn[] Columns =
    [
        new("entity"), new("file"), new("status"), new("rows", IsNumber: true), new("would_load", IsNumber: true),
        new("would_quarantine", IsNumber: true), new("why"),
    ];

    private readonly Argument<string> _name = new("NAME") { HelpName = "NAME", Description = "The source: the name in its contract." };

    /// <inheritdoc/>
    internal override string Name => "check";

    /// <inheritdoc/>
    internal override string Summary => "Tell what would happen to each file of a source, without landing any.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Every file is landed in a warehouse that is thrown away, as if none had landed before: what loads, what would go to quarantine, "
        + "which columns the contract and the files do not share. The exit code is 1 when a file would be refused.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples => [new("source check crm --var landing=/exports", "every file of one source")];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_name];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            string name = invocation.Value(_name)!; // why: the parser demands it.
            SourceLanding landing = await new SourceCheck(lakehouse).CheckAsync(name, cancellationToken).ConfigureAwait(false);
            invocation.Terminal.Rows(new ResultRows(Columns, [.. landing.Entities.SelectMany(Rows)]));
            return landing.HasRejected ? ExitCode.HandledFailure : ExitCode.Done;
        }
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(EntityLanding entity) => entity.Batches.Count == 0
        ? [[entity.Entity, null, "NO FILE", 0L, 0L, 0L, string.Join(' ', entity.Notices.Select(notice => notice.ToString()))]]
        : entity.Batches.Select(batch => (IReadOnlyList<object?>)
        [
            entity.Entity, batch.File, Status(batch.Status), batch.DeliveredRows, batch.LoadedRows, batch.QuarantinedRows, Why(batch),
        ]);

    private static string Status(BatchStatus status) => status.ToString().ToUpperInvariant();

    private static string? Why(IngestionBatch batch) => batch.Reason ?? batch.Notes;
}
