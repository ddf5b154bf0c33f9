using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Databases;

/// <summary>What has landed of an entity: how far its cursor has come, and which rows need not land again.</summary>
/// <param name="session">A session.</param>
/// <param name="entity">The contract.</param>
/// <param name="bronze">The bronze table.</param>
internal sealed class KnownRows(IEngineSession session, EntityContract entity, Snapshot bronze)
{
    private static readonly TableName Known = new("main", "lh_known");

    /// <summary>From which cursor on rows are read again.</summary>
    /// <param name="now">The run's instant: a cursor that is later does not count, so that a clock that jumped ahead holds nothing back.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The cursor as text, the overlap taken off; null where everything is read.</returns>
    public async Task<string?> PositionAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await session.BindAsync(Known, bronze, cancellationToken).ConfigureAwait(false);
        if (entity.Cursor is null || !bronze.Schema.Fields.Any(field => field.Name == ColumnContract.ToColumnName(entity.Cursor)))
        {
            return null;
        }

        string sql = IsInstant
            ? string.Create(CultureInfo.InvariantCulture, $"select cast(max({Cursor}) - interval '{(long)Overlap.TotalSeconds} seconds' as varchar) from {Known} where {Cursor} <= timestamp '{now.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}'")
            : $"select cast(max({Cursor}) as varchar) from {Known}";
        RowSet rows = await session.QueryAsync(sql, maxRows: 1, cancellationToken).ConfigureAwait(false);
        return (string?)rows.Rows[0][0];
    }

    /// <summary>Takes the rows out of a file that have landed in exactly this version.</summary>
    /// <param name="file">The file: CSV with a header. It is deleted when no row is left.</param>
    /// <param name="names">Its columns in order.</param>
    /// <param name="position">From which cursor on the file was read; null for all.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    public async Task DropAsync(string file, IReadOnlyList<string> names, string? position, CancellationToken cancellationToken)
    {
        if (entity.Key.Count == 0 || !TryCompare(names, out string equal))
        {
            return;
        }

        string columns = string.Join(", ", names.Select(name => $"{SqlText.Literal(name)}: 'VARCHAR'"));
        string news = $"select lh_new.* from {SourceRelation.ReadCsv(SqlText.Literal(file), columns, header: true, Dialect, SourceRelation.LineFeed)} as lh_new anti join ({Newest(position)}) as lh_old on {equal}";
        string draft = file + ".part";
        await session.ExecuteAsync($"create or replace temp table lh_news as {news}", cancellationToken).ConfigureAwait(false);
        RowSet count = await session.QueryAsync("select count(*) from lh_news", maxRows: 1, cancellationToken).ConfigureAwait(false);
        if (Convert.ToInt64(count.Rows[0][0], CultureInfo.InvariantCulture) == 0)
        {
            File.Delete(file);
            return;
        }

        await session.ExecuteAsync($"copy lh_news to {SqlText.Literal(draft)} (format csv, header true, force_quote *)", cancellationToken).ConfigureAwait(false);
        File.Move(draft, file, overwrite: true);
    }

    private static CsvDialect Dialect => new((byte)',', (byte)'"', CsvDialect.LineFeed);

    private TimeSpan Overlap => entity.Query?.Overlap ?? TimeSpan.Zero;

    private DataType CursorType => entity.Columns.First(column => column.Name == entity.Cursor).Type;

    private bool IsInstant => CursorType is PrimitiveType { Kind: PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz or PrimitiveKind.Date };

    private string Cursor
    {
        get
        {
            string name = SqlText.Name(ColumnContract.ToColumnName(entity.Cursor!)); // why: callers have asked.
            return IsInstant ? $"cast({name} as timestamp)" : name;
        }
    }

    // Without a cursor the newest delivery of a key is its version.
    private string Newest(string? position) => (entity.Cursor, position) switch
    {
        (null, _) => $"select * from {Known} qualify row_number() over (partition by {string.Join(", ", entity.Key.Select(key => SqlText.Name(ColumnContract.ToColumnName(key))))} order by {LandingColumns.IngestedAt} desc, {LandingColumns.SourceFile} desc, {LandingColumns.RowHash}) = 1",
        (_, null) => $"select * from {Known}",
        _ => $"select * from {Known} where {Cursor} >= cast({SqlText.Literal(position)} as {(IsInstant ? "timestamp" : CursorType.ToSql())})",
    };

    private bool TryCompare(IReadOnlyList<string> names, out string equal)
    {
        var terms = new List<string>();
        foreach (string name in names)
        {
            ColumnContract? contract = entity.Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
            StructField? there = bronze.Schema.Fields.FirstOrDefault(field =>
                string.Equals(field.Name, contract?.ColumnName ?? ColumnContract.ToColumnName(name), StringComparison.OrdinalIgnoreCase));
            if (there is null && (contract is not null || entity.NewColumns == NewColumnPolicy.Evolve))
            {
                // A column that the table has not yet: every row is news.
                equal = string.Empty;
                return false;
            }

            if (there is not null)
            {
                string text = ValueExpression.Text($"lh_new.{SqlText.Name(name)}", there.Type, entity.Format.NullTexts, mayHaveLeadingBlanks: true);
                terms.Add($"{ValueExpression.Value($"({text})", there.Type)} is not distinct from cast(lh_old.{SqlText.Name(there.Name)} as {SourceRelation.TypeText(there.Type)})");
            }
        }

        equal = string.Join(" and ", terms);
        return terms.Count > 0;
    }
}
