using System.CommandLine;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table clone PATH TARGET</c>: a second table on the same files.</summary>
internal sealed class TableCloneVerb : Verb
{
    private readonly TableTarget _target = new();
    private readonly Argument<string> _clone = new("TARGET") { HelpName = "TARGET", Description = "The folder of the new table, without a table yet." };

    /// <inheritdoc/>
    internal override string Name => "clone";

    /// <inheritdoc/>
    internal override string Summary => "Make a second table that names the files of a first and copies none (a shallow clone).";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Writes to the one do not touch the other. The clone needs the files of its source: a vacuum there that deletes them makes rows "
        + "here unreadable. Moving the source's folder does so too.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table clone warehouse/gold/win_loss try/win_loss", "a table to try things on"),
        new("table clone warehouse/gold/win_loss try/win_loss --version 3", "as of an older version"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path, _clone];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_target.Version, _target.Timestamp];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        OpenTable open = OpenTable.At(invocation, _target);
        await using (open.ConfigureAwait(false))
        {
            Snapshot source = await open.LoadAsync(invocation, _target, cancellationToken).ConfigureAwait(false);
            DeltaTable clone = open.Beside(invocation.Value(_clone)!); // The parser demands it.
            WriteOutcome outcome = await clone.CloneFromAsync(source, cancellationToken).ConfigureAwait(false);
            if (outcome is WriteOutcome.Conflicted)
            {
                throw new CliException("LH9073", $"found a table at '{clone.Root}', expected none.", "Name another folder.");
            }

            TableVersion made = CommittedVersion.Of(outcome, clone.Root);
            invocation.Terminal.Rows(new ResultRows(
                [new("table"), new("version", IsNumber: true), new("source"), new("source_version", IsNumber: true), new("files", IsNumber: true)],
                [[clone.Root, made.Number, source.Root, source.Version.Number, (long)source.Files.Count]]));
        }

        return ExitCode.Done;
    }
}
