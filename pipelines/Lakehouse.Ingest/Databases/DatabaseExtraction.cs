using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Databases;

/// <summary>Writes what is new of an entity as files that land like delivered ones.</summary>
/// <param name="snapshot">The database at one instant.</param>
/// <param name="session">An engine session.</param>
/// <param name="options">The surroundings.</param>
/// <param name="folder">The source's folder of extracts.</param>
/// <param name="startedAt">The run's instant.</param>
internal sealed class DatabaseExtraction(
    PostgresSnapshot snapshot,
    IEngineSession session,
    LandingOptions options,
    string folder,
    DateTimeOffset startedAt)
{
    /// <summary>Reads an entity. Complete files stay where the reading is broken off later.</summary>
    /// <param name="entity">The contract.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IngestException"><c>LH3305</c>: the cursor is no column of the query, or of a type that the database may order otherwise.</exception>
    public async Task ExtractAsync(EntityContract entity, CancellationToken cancellationToken)
    {
        EntityQuery query = entity.Query!; // why: every entity of a database has one.
        IReadOnlyList<DatabaseColumn> columns = await snapshot.DescribeAsync(query, cancellationToken).ConfigureAwait(false);
        DatabaseColumn? cursor = Cursor(entity, columns);
        Snapshot? bronze = await options.Tables(new TableName("bronze", entity.TableName)).TryLoadAsync(cancellationToken).ConfigureAwait(false);
        KnownRows? known = bronze is null ? null : new KnownRows(session, entity, bronze);
        string? position = known is null ? null : await known.PositionAsync(startedAt, cancellationToken).ConfigureAwait(false);

        string[] names = [.. columns.Select(column => column.Name)];
        string select = $"select {string.Join(", ", columns.Select(column => column.Expression()))} from {PostgresSnapshot.From(query)}{After(cursor, position)}{Order(entity, columns)}";
        var files = new ChunkFiles(Path.Combine(folder, entity.Name), Stamp, query.ChunkRows);
        await snapshot.CopyAsync(select, csv => files.ReadAsync(csv, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            foreach (string file in files.Files)
            {
                await known.DropAsync(file, names, position, cancellationToken).ConfigureAwait(false);
            }
        }

        if (query.FindsDeleted && bronze is not null)
        {
            await new DeletedKeys(snapshot, session, options, folder, startedAt).ExtractAsync(entity, bronze, Stamp, cancellationToken).ConfigureAwait(false);
        }
    }

    private string Stamp => startedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmssffffff", CultureInfo.InvariantCulture);

    private static string After(DatabaseColumn? cursor, string? position) => cursor is null || position is null
        ? string.Empty
        : $" where {PostgresSnapshot.Quote(cursor.Name)} >= cast({SqlText.Literal(position)} as {cursor.Type})";

    // In the order of the cursor, so that what is complete when the reading is broken off is everything up to a cursor.
    private static string Order(EntityContract entity, IReadOnlyList<DatabaseColumn> columns)
    {
        string[] order = [.. ((string?[])[entity.Cursor, .. entity.Key])
            .Where(name => columns.Any(column => column.Name == name))
            .Select(name => PostgresSnapshot.Quote(name!))]; // why: a column has this name.
        return order.Length == 0 ? string.Empty : $" order by {string.Join(", ", order)}";
    }

    private static DatabaseColumn? Cursor(EntityContract entity, IReadOnlyList<DatabaseColumn> columns)
    {
        if (entity.Cursor is null)
        {
            return null;
        }

        DataType type = entity.Columns.First(column => column.Name == entity.Cursor).Type;
        DatabaseColumn? cursor = columns.FirstOrDefault(column => column.Name == entity.Cursor);
        bool isInstant = type is PrimitiveType { Kind: PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz or PrimitiveKind.Date };
        if (cursor is null || type is PrimitiveType { Kind: PrimitiveKind.String } || (!isInstant && entity.Query!.Overlap > TimeSpan.Zero))
        {
            throw new IngestException(
                "LH3305",
                cursor is null
                    ? $"found the columns {string.Join(", ", columns.Select(column => column.Name))} in the query of {entity.Name}, expected the cursor {entity.Cursor} too."
                    : $"found the cursor {entity.Cursor} of {entity.Name} as {type.ToSql()}{(isInstant || type is PrimitiveType { Kind: PrimitiveKind.String } ? string.Empty : " with an overlap in time")}, expected a date or timestamp, or a number without overlap.",
                "Name a column that grows with every change, such as updated_at, or leave the cursor out: then every row is read and compared.");
        }

        return cursor;
    }
}
