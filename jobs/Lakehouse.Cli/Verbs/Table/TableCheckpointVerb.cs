using System.CommandLine;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Log;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table checkpoint PATH</c>: the state of the newest version in one file.</summary>
internal sealed class TableCheckpointVerb : Verb
{
    private readonly TableTarget _target = new();

    /// <inheritdoc/>
    internal override string Name => "checkpoint";

    /// <inheritdoc/>
    internal override string Summary => "Write a checkpoint now, and delete what is past the log's retention.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Every tenth commit does the same (delta.checkpointInterval). Commits older than delta.logRetentionDuration (30 days) go, but for "
        + "those that a version within it is built from; delta.enableExpiredLogCleanup = false keeps them all.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples => [new("table checkpoint warehouse/gold/win_loss", "so that readers open it quickly")];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        OpenTable open = OpenTable.At(invocation, _target);
        await using (open.ConfigureAwait(false))
        {
            await open.RequireAsync(cancellationToken).ConfigureAwait(false);
            (TableVersion version, int cleaned) = await open.Table.CheckpointAsync(cancellationToken).ConfigureAwait(false);
            invocation.Terminal.Rows(new ResultRows(
                [new("version", IsNumber: true), new("log_files_deleted", IsNumber: true)], [[version.Number, (long)cleaned]]));
        }

        return ExitCode.Done;
    }
}
