using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Project;

namespace Lakehouse.Scheduler.Fires;

/// <summary>Remembers fires in the Delta table <c>ops.schedule_fire</c>, one commit a fire.</summary>
/// <param name="project">The project whose warehouse holds the table.</param>
/// <param name="engine">Writes and reads the rows.</param>
/// <param name="clock">The clock of commit timestamps.</param>
public sealed class OpsFireLedger(LakehouseProject project, DuckDbEngine engine, TimeProvider clock) : IFireLedger
{
    /// <summary>The table's name.</summary>
    public static readonly TableName Table = new("ops", "schedule_fire");

    private static readonly TableName NewRows = new("main", "new_fires");

    private static readonly StructType Columns = new(
    [
        new StructField("schedule", new PrimitiveType(PrimitiveKind.String), IsNullable: false),
        new StructField("fire_at", new PrimitiveType(PrimitiveKind.Timestamp), IsNullable: false),
        new StructField("outcome", new PrimitiveType(PrimitiveKind.String), IsNullable: false),
        new StructField("recorded_at", new PrimitiveType(PrimitiveKind.Timestamp), IsNullable: false),
        new StructField("as_of", new PrimitiveType(PrimitiveKind.Timestamp)),
        new StructField("run_id", new PrimitiveType(PrimitiveKind.String)),
        new StructField("message", new PrimitiveType(PrimitiveKind.String)),
    ]);

    private readonly DeltaTable _table = new(
        new LocalTableStore(project.TableFolder(Table.Schema, Table.Name)),
        new DeltaTableOptions { Checkpoints = engine.Checkpoints, Clock = clock });

    /// <inheritdoc/>
    /// <exception cref="ScheduleException"><c>LH7108</c>: other writers were faster again and again.</exception>
    public async Task RecordAsync(FireRecord record, CancellationToken cancellationToken)
    {
        IEngineSession session = await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.LoadRowsAsync(NewRows, Columns, [Row(record)], cancellationToken).ConfigureAwait(false);
            StageRequest request = new()
            {
                Sql = $"select * from {NewRows}",
                Schema = Columns,
                TableRoot = _table.LocalRoot,
                Label = Table.ToString(),
            };
            StagedRows staged = await session.StageAsync(request, progress: null, cancellationToken).ConfigureAwait(false);
            await CommitAsync(staged, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LatestAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, DateTimeOffset> latest = new(StringComparer.Ordinal);
        if (await _table.TryLoadAsync(cancellationToken).ConfigureAwait(false) is not { } snapshot)
        {
            return latest;
        }

        IEngineSession session = await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.BindAsync(Table, snapshot, cancellationToken).ConfigureAwait(false);
            string settled = $"outcome <> '{FireOutcomeText.Of(FireOutcome.Stopped)}'";
            RowSet rows = await session
                .QueryAsync($"select schedule, max(fire_at) as fire_at from {Table} where {settled} group by schedule", int.MaxValue, cancellationToken)
                .ConfigureAwait(false);
            foreach (IReadOnlyList<object?> row in rows.Rows)
            {
                latest[(string)row[0]!] = new DateTimeOffset(DateTime.SpecifyKind((DateTime)row[1]!, DateTimeKind.Utc));
            }
        }

        return latest;
    }

    private async Task CommitAsync(StagedRows staged, CancellationToken cancellationToken)
    {
        const int Attempts = 5;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Snapshot? basis = await _table.TryLoadAsync(cancellationToken).ConfigureAwait(false);
            TableWrite write = new()
            {
                Mode = WriteMode.Append,
                Schema = Columns,
                Files = staged.Files,
                Description = "Each time that a schedule was due, and what became of it.",
                Operation = "SCHEDULE FIRE",
            };
            switch (await _table.WriteAsync(basis, write, cancellationToken).ConfigureAwait(false))
            {
                case WriteOutcome.Committed:
                    return;
                case WriteOutcome.Unknown unknown:
                    throw unknown.ToFailure();
                default:
                    break;
            }
        }

        throw new ScheduleException(
            "LH7108",
            string.Create(CultureInfo.InvariantCulture, $"found other writers ahead in {_table.Root} {Attempts} times in a row, expected a free moment."),
            "Nothing is lost but this note; look for a second program that writes the table.");
    }

    private static IReadOnlyList<object?> Row(FireRecord record) =>
    [
        record.Schedule,
        record.FireAt.UtcDateTime,
        FireOutcomeText.Of(record.Outcome),
        record.RecordedAt.UtcDateTime,
        record.AsOf?.UtcDateTime,
        record.RunId,
        record.Message,
    ];
}
