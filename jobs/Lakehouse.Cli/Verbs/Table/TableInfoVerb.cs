using System.CommandLine;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table info PATH</c>: what a table is.</summary>
internal sealed class TableInfoVerb : Verb
{
    private readonly TableTarget _target = new();

    /// <inheritdoc/>
    internal override string Name => "info";

    /// <inheritdoc/>
    internal override string Summary => "Tell a table's protocol, features, columns, properties, files, rows and size.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Only the log is read. Rows are those that a reader sees; they are unknown (null) where a file has no count. With --json the "
        + "answer is one object.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table info warehouse/gold/win_loss", "the newest version"),
        new("table info warehouse/gold/win_loss --version 3 --json", "an older one, as one JSON object"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_target.Version, _target.Timestamp];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        OpenTable open = OpenTable.At(invocation, _target);
        await using (open.ConfigureAwait(false))
        {
            Snapshot snapshot = await open.LoadAsync(invocation, _target, cancellationToken).ConfigureAwait(false);
            TableInfo info = TableInfo.Of(snapshot);
            if (invocation.Terminal.Choices.Json)
            {
                await invocation.Surroundings.Out.WriteLineAsync(info.ToJson()).ConfigureAwait(false);
            }
            else
            {
                info.Print(invocation.Terminal);
            }
        }

        return ExitCode.Done;
    }
}
