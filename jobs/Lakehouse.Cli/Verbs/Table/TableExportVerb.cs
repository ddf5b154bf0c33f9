using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Changes;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb.Export;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table export PATH FILE</c>: the rows of a table as one file.</summary>
internal sealed class TableExportVerb : Verb
{
    private static readonly TableName Rows = new("main", "rows");

    private readonly TableTarget _target = new();

    private readonly Argument<string> _file = new("FILE")
    {
        HelpName = "FILE",
        Description = "The file to write: .parquet, .csv, or .ndjson (.jsonl, .json) for an object a line. One that exists is replaced.",
    };

    private readonly Option<string[]?> _changes = new("--changes")
    {
        HelpName = "FROM TO",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
        Description = "Instead of the rows, those that the versions FROM to TO added, changed and took away.",
    };

    /// <inheritdoc/>
    internal override string Name => "export";

    /// <inheritdoc/>
    internal override string Summary => "Write the rows of a table to one Parquet, CSV or NDJSON file.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "The file's ending says the format. Rows are streamed, so a table larger than memory can be exported. Instants are written in UTC.",
        "With --changes the columns _change_type (insert, delete, update_preimage, update_postimage), _commit_version and _commit_timestamp "
        + "follow the table's own; the table must have recorded changes (delta.enableChangeDataFeed).",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table export warehouse/gold/win_loss rows.parquet", "the newest version"),
        new("table export warehouse/gold/win_loss rows.csv --version 3", "an older version, as text"),
        new("table export warehouse/gold/win_loss changes.ndjson --changes 1 4", "what four versions did to which rows"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path, _file];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_target.Version, _target.Timestamp, _changes];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string file = invocation.FullPath(invocation.Value(_file)!); // The parser demands it.
        ExportFormat format = ExportFile.FormatOf(file);
        OpenTable open = OpenTable.At(invocation, _target);
        await using (open.ConfigureAwait(false))
        {
            IEngineSession session = await open.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                (StructType schema, string what) = invocation.Value(_changes) is { Length: > 0 } range
                    ? await BindChangesAsync(invocation, open, session, range, cancellationToken).ConfigureAwait(false)
                    : await BindRowsAsync(invocation, open, session, cancellationToken).ConfigureAwait(false);
                await new RowExport(session, invocation.Surroundings.Ids)
                    .WriteAsync(Rows, schema, file, format, cancellationToken)
                    .ConfigureAwait(false);
                invocation.Terminal.Hint(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Wrote {what} of {open.Table.Root} to {file} ({new FileInfo(file).Length:N0} bytes)."));
            }
        }

        return ExitCode.Done;
    }

    private async Task<(StructType Schema, string What)> BindRowsAsync(
        Invocation invocation,
        OpenTable open,
        IEngineSession session,
        CancellationToken cancellationToken)
    {
        Snapshot snapshot = await open.LoadAsync(invocation, _target, cancellationToken).ConfigureAwait(false);
        await session.BindAsync(Rows, snapshot, cancellationToken).ConfigureAwait(false);
        return (snapshot.Schema, $"version {snapshot.Version}");
    }

    private async Task<(StructType Schema, string What)> BindChangesAsync(
        Invocation invocation,
        OpenTable open,
        IEngineSession session,
        string[] range,
        CancellationToken cancellationToken)
    {
        if (invocation.Value(_target.Version) is not null || invocation.Value(_target.Timestamp) is not null)
        {
            throw new CliException(
                "LH9004", "found --changes beside --version or --timestamp, expected one of them.", "Leave the other out.");
        }

        (TableVersion from, TableVersion to) = (VersionOf(range[0]), VersionOf(range[1]));
        await open.RequireAsync(cancellationToken).ConfigureAwait(false);
        ChangeFeed feed = await open.Table.LoadChangesAsync(from, to, cancellationToken).ConfigureAwait(false);
        StructType schema = await session.BindChangesAsync(Rows, feed, cancellationToken).ConfigureAwait(false);
        return (schema, $"the changes of versions {from} to {to}");
    }

    private static TableVersion VersionOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new TableVersion(number)
            : throw new CliException(
                "LH9003", $"found '{text}' for --changes, expected two version numbers.", "Write for example --changes 0 4.");
}
