using System.CommandLine;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table restore PATH</c>: an old version becomes the newest.</summary>
internal sealed class TableRestoreVerb : Verb
{
    private readonly TableTarget _target = new();
    private readonly Option<bool> _mayMiss = new("--allow-missing-files") { Description = "Go on where a vacuum deleted files of that version; their rows are lost." };

    /// <inheritdoc/>
    internal override string Name => "restore";

    /// <inheritdoc/>
    internal override string Summary => "Make a new version that is like an old one.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Rows, columns and properties become what they were; the versions between stay in the history, so that a restore can be "
        + "restored. What was loaded once counts as loaded: a run does not land the same files again.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table restore warehouse/gold/win_loss --version 3", "as of a version"),
        new("table restore warehouse/gold/win_loss --timestamp 2026-01-31T02:00:00Z", "as of an instant"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_target.Version, _target.Timestamp, _mayMiss];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        DateTimeOffset? instant = invocation.Instant(_target.Timestamp);
        if (instant is null && invocation.Value(_target.Version) is null)
        {
            throw new CliException("LH9004", "found neither --version nor --timestamp, expected one of them.", "Say which version is to come back.");
        }

        OpenTable open = OpenTable.At(invocation, _target);
        await using (open.ConfigureAwait(false))
        {
            Snapshot old = await open.LoadAsync(invocation, _target, cancellationToken).ConfigureAwait(false);
            RestoreOptions options = new() { Instant = instant, MayMissFiles = invocation.Value(_mayMiss) };
            RestoreResult result = await open.Table.RestoreAsync(old, options, cancellationToken).ConfigureAwait(false);
            Print(invocation.Terminal, open, old, result);
        }

        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, OpenTable open, Snapshot old, RestoreResult result)
    {
        if (result.Outcome is null)
        {
            terminal.Answer($"The table is as it was in version {old.Version}; nothing is to be done.");
            return;
        }

        TableVersion made = CommittedVersion.Of(result.Outcome, open.Table.Root);
        terminal.Rows(new ResultRows(
            [
                new("version", IsNumber: true), new("like_version", IsNumber: true), new("restored_files", IsNumber: true),
                new("restored_bytes", IsNumber: true), new("removed_files", IsNumber: true), new("removed_bytes", IsNumber: true),
            ],
            [[made.Number, old.Version.Number, (long)result.RestoredFiles, result.RestoredBytes, (long)result.RemovedFiles, result.RemovedBytes]]));
    }
}
