using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Tables;
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

    /// <inheritdoc/>
    internal override string Name => "export";

    /// <inheritdoc/>
    internal override string Summary => "Write the rows of a table to one Parquet, CSV or NDJSON file.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "The file's ending says the format. Rows are streamed, so a table larger than memory can be exported. Instants are written in UTC.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table export warehouse/gold/win_loss rows.parquet", "the newest version"),
        new("table export warehouse/gold/win_loss rows.csv --version 3", "an older version, as text"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path, _file];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_target.Version, _target.Timestamp];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string file = invocation.FullPath(invocation.Value(_file)!); // The parser demands it.
        ExportFormat format = ExportFile.FormatOf(file);
        OpenTable open = OpenTable.At(invocation, _target);
        await using (open.ConfigureAwait(false))
        {
            Snapshot snapshot = await open.LoadAsync(invocation, _target, cancellationToken).ConfigureAwait(false);
            IEngineSession session = await open.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await session.BindAsync(Rows, snapshot, cancellationToken).ConfigureAwait(false);
                await new RowExport(session, invocation.Surroundings.Ids)
                    .WriteAsync(Rows, snapshot.Schema, file, format, cancellationToken)
                    .ConfigureAwait(false);
            }

            invocation.Terminal.Hint(string.Create(
                CultureInfo.InvariantCulture,
                $"Wrote version {snapshot.Version} of {snapshot.Root} to {file} ({new FileInfo(file).Length:N0} bytes)."));
        }

        return ExitCode.Done;
    }
}
