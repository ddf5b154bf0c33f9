using Lakehouse.Project;
using Npgsql;

namespace Lakehouse.Ingest.Databases;

/// <summary>One instant of a PostgreSQL database: whatever is read through it is of the same moment, and nothing is written.</summary>
internal sealed class PostgresSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Opens it.</summary>
    /// <param name="settings">The connection.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>The snapshot; dispose it.</returns>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public static async Task<PostgresSnapshot> OpenAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            NpgsqlTransaction transaction = await connection
                .BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken)
                .ConfigureAwait(false);
            var snapshot = new PostgresSnapshot(connection, transaction);
            const string Settings = "set transaction read only; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601'; set local extra_float_digits = 1";
            using var command = new NpgsqlCommand(Settings, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return snapshot;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A name as PostgreSQL reads it.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>What stands behind FROM for an entity.</summary>
    /// <param name="query">The entity's table or SELECT.</param>
    /// <returns>SQL.</returns>
    public static string From(EntityQuery query) => query.Table is { } table
        ? $"{string.Join('.', table.Split('.').Select(Quote))} as lh_source"
        : $"({query.Sql!.Trim().TrimEnd(';')}\n) as lh_source"; // why: the contract has one of the two.

    /// <summary>The columns of an entity.</summary>
    /// <param name="query">The entity's table or SELECT.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The columns in order.</returns>
    /// <exception cref="NpgsqlException">There is no such table, or the SELECT has a fault.</exception>
    public async Task<IReadOnlyList<DatabaseColumn>> DescribeAsync(EntityQuery query, CancellationToken cancellationToken)
    {
        // why: the SELECT is the contract's own, which may ask for whatever the connection may read.
#pragma warning disable CA2100
        using var command = new NpgsqlCommand($"select * from {From(query)} limit 0", _connection, _transaction);
#pragma warning restore CA2100
        NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return [.. Enumerable.Range(0, reader.FieldCount).Select(index => new DatabaseColumn(reader.GetName(index), reader.GetDataTypeName(index)))];
        }
    }

    /// <summary>Reads rows as CSV with a header.</summary>
    /// <param name="select">One SELECT.</param>
    /// <param name="read">Reads the bytes to their end.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="NpgsqlException">The database ends the reading.</exception>
    public async Task CopyAsync(string select, Func<Stream, Task> read, CancellationToken cancellationToken)
    {
        string copy = $"copy ({select}) to stdout with (format csv, header true, encoding 'UTF8')";
        using TextReader reader = await _connection.BeginTextExportAsync(copy, cancellationToken).ConfigureAwait(false);
        await read(((StreamReader)reader).BaseStream).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}
