using System.Text.Json;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.DuckDb.Text;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Scans;

/// <summary>A reading of the rows of a table that a condition is true for; files that hold none are not opened.</summary>
public sealed class TableScan
{
    private static readonly TableName Rows = new("lh_scan", "rows");

    private readonly IEngineSession _session;
    private readonly Snapshot _snapshot;
    private readonly string? _condition;

    private TableScan(IEngineSession session, Snapshot snapshot, string? condition)
    {
        _session = session;
        _snapshot = snapshot;
        _condition = condition;
    }

    /// <summary>The parts of the condition that AND joins, in its order; empty for none.</summary>
    public IReadOnlyList<TableScanPart> Parts { get; private init; } = [];

    /// <summary>Which files are read. <see cref="SkippedFile.Part"/> counts <see cref="Parts"/>.</summary>
    public required ScanPlan Plan { get; init; }

    /// <summary>Plans a scan; no file is opened.</summary>
    /// <param name="session">The engine.</param>
    /// <param name="snapshot">The table.</param>
    /// <param name="condition">A condition in SQL on the table's columns; null for every row.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The scan.</returns>
    /// <exception cref="EngineException">The condition does not parse, or names what the table does not have.</exception>
    public static async Task<TableScan> PlanAsync(
        IEngineSession session,
        Snapshot snapshot,
        string? condition,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(snapshot);
        if (condition is null)
        {
            return new TableScan(session, snapshot, condition) { Plan = ScanPlan.Of(snapshot.Files, []) };
        }

        // A condition that is wrong is refused even where no file is left to apply it to.
        await session.BindEmptyAsync(Rows, snapshot.Schema, cancellationToken).ConfigureAwait(false);
        _ = await session
            .DescribeAsync($"select 1 as found {From} where ({condition})", cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<JsonElement> parsed = await ParsedCondition
            .PartsAsync(session, condition, cancellationToken)
            .ConfigureAwait(false);
        SqlCondition reader = new(snapshot);
        List<TableScanPart> parts = [];
        foreach (JsonElement part in parsed)
        {
            string text = await ParsedCondition.TextAsync(session, part, cancellationToken).ConfigureAwait(false);
            parts.Add(new TableScanPart(text, reader.Read(part)));
        }

        return new TableScan(session, snapshot, condition)
        {
            Parts = parts,
            Plan = ScanPlan.Of(snapshot.Files, [.. parts.Select(part => part.Condition)]),
        };
    }

    /// <summary>Reads the rows.</summary>
    /// <param name="columns">Columns by name, case ignored; empty for all of the table's.</param>
    /// <param name="maxRows">Rows at the most; at least 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The rows, in no order.</returns>
    /// <exception cref="EngineException"><c>LH1606</c>: the table lacks a column; or a file cannot be read.</exception>
    public async Task<RowSet> ReadAsync(
        IReadOnlyList<string> columns,
        int maxRows,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(columns);
        IEnumerable<string> names = columns.Count == 0
            ? _snapshot.Schema.Fields.Select(field => field.Name)
            : columns.Select(Named);
        string select = SqlText.List(names.Select(name => $"{TargetRows.Alias}.{SqlText.Identifier(name)}"));
        string where = _condition is null ? "" : $" where ({_condition})";
        await _session.BindFilesAsync(Rows, _snapshot, Plan.Read, cancellationToken).ConfigureAwait(false);
        return await _session
            .QueryAsync($"select {select} {From}{where}", maxRows, cancellationToken)
            .ConfigureAwait(false);
    }

    private static string From => $"from {SqlText.Identifier(Rows)} as {TargetRows.Alias}";

    private string Named(string column) =>
        _snapshot.Schema.Fields.FirstOrDefault(field => IsNamed(field, column))?.Name
        ?? throw new EngineException(
            "LH1606",
            $"found no column '{column}' in the table {_snapshot.Root}, expected one of "
                + $"{string.Join(", ", _snapshot.Schema.Fields.Select(field => field.Name))}.",
            "Correct the name."
        );

    private static bool IsNamed(StructField field, string name) =>
        string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A part of a scan's condition.</summary>
/// <param name="Text">The part in SQL, as the engine writes it.</param>
/// <param name="Condition">The part as files are told apart by it.</param>
public sealed record TableScanPart(string Text, ScanCondition Condition);
