using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Databases;

/// <summary>Finds rows that a database has deleted, by comparing keys: no cursor tells of them.</summary>
/// <remarks>They land in a table of their own, <c>bronze.SOURCE_ENTITY_deleted</c>: the key, when it was seen to be gone or back, and which of the two.</remarks>
/// <param name="snapshot">The database at one instant.</param>
/// <param name="session">An engine session.</param>
/// <param name="options">The surroundings.</param>
/// <param name="folder">The source's folder of extracts.</param>
/// <param name="startedAt">The run's instant.</param>
internal sealed class DeletedKeys(
    PostgresSnapshot snapshot,
    IEngineSession session,
    LandingOptions options,
    string folder,
    DateTimeOffset startedAt)
{
    private const string SeenAt = DeletedKeysContract.SeenAt;
    private const string IsDeleted = DeletedKeysContract.IsDeleted;
    private const long FewKeys = 20;

    private static readonly TableName Rows = new("main", "lh_rows");
    private static readonly TableName Deleted = new("main", "lh_deleted");

    /// <summary>Compares the keys and writes those that have gone, or come back without a new version.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="bronze">Its table before this run.</param>
    /// <param name="stamp">How the file's name begins.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IngestException"><c>LH3306</c>: more than half of the keys are gone.</exception>
    public async Task ExtractAsync(EntityContract entity, Snapshot bronze, string stamp, CancellationToken cancellationToken)
    {
        EntityContract contract = DeletedKeysContract.Of(entity);
        string target = Path.Combine(folder, contract.Name);
        var files = new ChunkFiles(Path.Combine(folder, ".keys"), $"{entity.Name}-{stamp}", int.MaxValue);
        string names = string.Join(", ", entity.Key.Select(PostgresSnapshot.Quote));
        await snapshot
            .CopyAsync($"select {names} from {PostgresSnapshot.From(entity.Query!)}", csv => files.ReadAsync(csv, cancellationToken), cancellationToken) // why: every entity of a database has one.
            .ConfigureAwait(false);
        await session.BindAsync(Rows, bronze, cancellationToken).ConfigureAwait(false);
        Snapshot? deleted = await options.Tables(new TableName("bronze", contract.TableName)).TryLoadAsync(cancellationToken).ConfigureAwait(false);
        await (deleted is null
            ? session.BindEmptyAsync(Deleted, LandingColumns.TableSchema(contract), cancellationToken)
            : session.BindAsync(Deleted, deleted, cancellationToken)).ConfigureAwait(false);
        try
        {
            await session.ExecuteAsync($"create or replace temp table lh_gone as {Changes(entity, files.Files)}", cancellationToken).ConfigureAwait(false);
            await WriteAsync(entity, target, stamp, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (string file in files.Files)
            {
                File.Delete(file);
            }
        }
    }

    private async Task WriteAsync(EntityContract entity, string target, string stamp, CancellationToken cancellationToken)
    {
        string live = $"select count(*) from ({Status(entity)}) where not was_deleted";
        RowSet counts = await session.QueryAsync($"select count(*), count(*) filter ({IsDeleted}), ({live}) from lh_gone", maxRows: 1, cancellationToken).ConfigureAwait(false);
        (long changed, long gone, long before) = (Number(counts.Rows[0][0]), Number(counts.Rows[0][1]), Number(counts.Rows[0][2]));
        if (before >= FewKeys && gone > before / 2)
        {
            throw new IngestException(
                "LH3306",
                string.Create(CultureInfo.InvariantCulture, $"found {gone} of {before} keys of {entity.Name} gone from the database, expected at most half: it is probably not the database that it was."),
                "Look at the connection; if the rows are really deleted, set 'deleted: ignore' for this run and delete in parts.");
        }

        if (changed > 0)
        {
            Directory.CreateDirectory(target);
            string whole = Path.Combine(target, $"{stamp}-00000.csv");
            await session.ExecuteAsync($"copy lh_gone to {SqlText.Literal(whole + ".part")} (format csv, header true)", cancellationToken).ConfigureAwait(false);
            File.Move(whole + ".part", whole, overwrite: true);
        }
    }

    private string Changes(EntityContract entity, IReadOnlyList<string> files)
    {
        string[] keys = [.. entity.Key.Select(key => SqlText.Name(ColumnContract.ToColumnName(key)))];
        string list = string.Join(", ", keys);
        string same = string.Join(" and ", keys.Select(key => $"lh_there.{key} = lh_status.{key}"));
        string at = startedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return $"""
            select {string.Join(", ", entity.Key.Select((key, index) => $"lh_status.{keys[index]} as {SqlText.Name(key)}"))},
                '{at}Z' as {SeenAt}, not was_deleted as {IsDeleted}
            from ({Status(entity)}) as lh_status left join ({There(keys, files)}) as lh_there on {same}
            where was_deleted = (lh_there.{keys[0]} is not null)
            order by {string.Join(", ", keys.Select(key => $"lh_status.{key}"))}
            """;

        string Typed(int index)
        {
            DataType type = entity.Columns.First(column => column.Name == entity.Key[index]).Type;
            string text = string.Create(CultureInfo.InvariantCulture, $"k{index}");
            return $"{ValueExpression.Value(text, type)} as {keys[index]}";
        }

        string There(string[] columns, IReadOnlyList<string> paths)
        {
            if (paths.Count == 0)
            {
                return $"select {list} from {Rows} where false";
            }

            string texts = string.Join(", ", columns.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"'k{index}': 'VARCHAR'")));
            string csv = SourceRelation.ReadCsv(SqlText.List(paths), texts, header: true, new Csv.CsvDialect((byte)',', (byte)'"', Csv.CsvDialect.LineFeed), SourceRelation.LineFeed);
            return $"select distinct {string.Join(", ", columns.Select((_, index) => Typed(index)))} from {csv}";
        }
    }

    // What is known of each key: a version that landed later than it was seen to be gone makes it live again.
    private static string Status(EntityContract entity)
    {
        string keys = string.Join(", ", entity.Key.Select(key => SqlText.Name(ColumnContract.ToColumnName(key))));
        return $"""
            select {keys}, max_by(gone, lh_at) as was_deleted
            from (select {keys}, cast({LandingColumns.IngestedAt} as timestamp) as lh_at, false as gone from {Rows}
                union all select {keys}, cast({SeenAt} as timestamp), {IsDeleted} from {Deleted})
            group by {keys}
            """;
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
