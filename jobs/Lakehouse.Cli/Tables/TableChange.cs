using Lakehouse.Cli.Output;
using Lakehouse.Cli.Verbs;
using Lakehouse.Cli.Verbs.Table;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Cli.Tables;

/// <summary>Changes what a table is, for a command line, and says what became of it.</summary>
/// <param name="invocation">The command line.</param>
/// <param name="target">Its words for the table.</param>
internal sealed class TableChange(Invocation invocation, TableTarget target)
{
    /// <summary>Makes a change that no row has to be read for.</summary>
    /// <param name="alteration">The change.</param>
    /// <param name="what">What was done, for a person: a phrase without a full stop.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The exit code.</returns>
    internal async Task<int> AlterAsync(TableAlteration alteration, string what, CancellationToken cancellationToken)
    {
        OpenTable open = OpenTable.At(invocation, target);
        await using (open.ConfigureAwait(false))
        {
            Snapshot basis = await open.LoadAsync(invocation, target, cancellationToken).ConfigureAwait(false);
            WriteOutcome outcome = await open.Table.AlterAsync(basis, alteration, cancellationToken).ConfigureAwait(false);
            return Report(open.Table.Root, outcome, what);
        }
    }

    /// <summary>Makes a change that rows are read for.</summary>
    /// <param name="change">The change.</param>
    /// <param name="what">What was done, for a person: a phrase without a full stop.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The exit code.</returns>
    internal async Task<int> OperateAsync(
        Func<TableOperations, Task<WriteOutcome>> change,
        string what,
        CancellationToken cancellationToken)
    {
        OpenTable open = OpenTable.At(invocation, target);
        await using (open.ConfigureAwait(false))
        {
            await open.RequireAsync(cancellationToken).ConfigureAwait(false);
            IEngineSession session = await open.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                WriteOutcome outcome = await change(new TableOperations(open.Table, session)).ConfigureAwait(false);
                return Report(open.Table.Root, outcome, what);
            }
        }
    }

    private int Report(string root, WriteOutcome outcome, string what)
    {
        TableVersion made = CommittedVersion.Of(outcome, root);
        if (invocation.Terminal.Choices.Json)
        {
            invocation.Terminal.Rows(new ResultRows(
                [new TableColumn("table"), new TableColumn("version", IsNumber: true), new TableColumn("change")],
                [[root, made.Number, what]]));
        }
        else
        {
            invocation.Terminal.Answer($"Version {made} of {root}: {what}.");
        }

        return ExitCode.Done;
    }
}
