using System.Globalization;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;

namespace Lakehouse.Engine.DuckDb.Parsing;

/// <summary>Parses with DuckDB's own parser, through <c>json_serialize_sql</c>: no table needs to be bound.</summary>
/// <remarks>Safe for several threads; they take turns on one connection, opened at the first parse.</remarks>
internal sealed class DuckDbSqlReader(DuckDbInstance instance) : ISqlReader, IDisposable
{
    // A chain of operators nests one level each; DuckDB itself stops at a thousand.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 10_000 };

    private readonly Lock _gate = new();
    private DuckDBConnection? _connection;

    /// <inheritdoc/>
    public SqlReading Read(string sql)
    {
        using JsonDocument parsed = JsonDocument.Parse(Serialize(sql), Deep);
        JsonElement root = parsed.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            return Refuse(sql, root);
        }

        JsonElement statements = root.GetProperty("statements");
        return statements.GetArrayLength() == 1
            ? new SqlReading.Parsed(TableFinder.Find(statements[0]))
            : new SqlReading.Refused(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"found {statements.GetArrayLength()} statements, expected one SELECT"
                ),
                0,
                0
            );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _connection?.Dispose();
        }
    }

    private static SqlReading.Refused Refuse(string sql, JsonElement error)
    {
        string message = error.GetProperty("error_message").GetString() ?? string.Empty;
        if (!error.TryGetProperty("position", out JsonElement position))
        {
            return new SqlReading.Refused(message.TrimEnd('!'), 0, 0);
        }

        (int line, int column) = Place(sql, int.Parse(position.GetString()!, CultureInfo.InvariantCulture));
        return new SqlReading.Refused(message, line, column);
    }

    /// <summary>The line and column, from 1, of a character of the text. DuckDB counts code points.</summary>
    private static (int Line, int Column) Place(string sql, int position)
    {
        (int line, int column) = (1, 1);
        foreach (Rune letter in sql.EnumerateRunes().Take(position))
        {
            (line, column) = letter.Value == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return (line, column);
    }

    private string Serialize(string sql)
    {
        lock (_gate)
        {
            _connection ??= instance.OpenPlain();
            using DuckDBCommand command = _connection.CreateCommand();
            command.CommandText = "select json_serialize_sql($1::varchar)";
            command.Parameters.Add(new DuckDBParameter(sql));
            return (string)command.ExecuteScalar()!;
        }
    }
}
