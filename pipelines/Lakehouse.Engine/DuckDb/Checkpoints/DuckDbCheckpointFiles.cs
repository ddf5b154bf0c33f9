using System.Runtime.CompilerServices;
using Dapper;
using DuckDB.NET.Data;
using Lakehouse.Delta.Checkpoints;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Loading;
using Lakehouse.Engine.DuckDb.Relations;
using Lakehouse.Engine.DuckDb.Running;
using Lakehouse.Engine.DuckDb.Staging;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Checkpoints;

/// <summary>Reads and writes checkpoint files with DuckDB.</summary>
/// <remarks>Each call has a connection of its own, so calls may run at the same time.</remarks>
internal sealed class DuckDbCheckpointFiles(DuckDbInstance instance, TimeProvider clock) : ICheckpointFiles
{
    private static readonly TableName Lines = new("main", "lines");
    private static readonly StructType LineSchema = new([
        new StructField("line", new PrimitiveType(PrimitiveKind.String), IsNullable: false),
    ]);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadAsync(
        string location,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // The whole file is read at once: a snapshot needs all of it, and no connection stays open between two lines.
        IReadOnlyList<string> lines = await RunAsync(
                location,
                connection => Read(connection, location),
                cancellationToken
            )
            .ConfigureAwait(false);
        foreach (string line in lines)
        {
            yield return line;
        }
    }

    /// <inheritdoc/>
    public Task<long> WriteAsync(IReadOnlyList<string> actions, string location, CancellationToken cancellationToken) =>
        RunAsync(location, connection => Write(connection, actions, location), cancellationToken);

    private static List<string> Read(DuckDBConnection connection, string location)
    {
        string file = $"read_parquet({SqlText.Literal(Globbing.Exactly(location))}, hive_partitioning = false)";
        var present = connection
            .Describe($"select * from {file}")
            .Select(column => column.Name)
            .ToHashSet(StringComparer.Ordinal);
        (string Action, string RequiredLeaf)[] actions =
        [
            .. CheckpointLayout
                .Written.Select(action => (action.Action, action.RequiredLeaf))
                .Concat(CheckpointLayout.ReadToo)
                .Where(action => present.Contains(action.Action)),
        ];
        if (actions.Length == 0)
        {
            throw new EngineException(
                "LH2602",
                $"found no action column in {location}, expected a Delta checkpoint.",
                "Read the table from its commits, or restore the checkpoint."
            );
        }

        // Some writers fill the structs of other actions with nulls, so only a required leaf says what a row is.
        string kind = Case(actions, SqlText.Literal);
        string json = Case(actions, action => $"cast(to_json({SqlText.Identifier(action)}) as varchar)");
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"select {kind} as action, {json} as json from {file}";
        command.UseStreamingMode = true;
        using DuckDBDataReader reader = command.ExecuteReader();

        var lines = new List<string>();
        while (reader.Read())
        {
            if (!reader.IsDBNull(0))
            {
                lines.Add(CheckpointJson.Line(reader.GetString(0), reader.GetString(1)));
            }
        }

        return lines;
    }

    private static long Write(DuckDBConnection connection, IReadOnlyList<string> actions, string location)
    {
        connection.Run("create table lines (line varchar not null)");
        using (var appender = new CheckedAppender(connection, Lines, LineSchema))
        {
            foreach (string action in actions)
            {
                appender.Append([action]);
            }

            appender.Complete();
        }

        // An action that a line does not have becomes a null struct, not a struct of nulls.
        IEnumerable<string> members = CheckpointLayout.Written.Select(action =>
            $"\"{action.Action}\":{action.Structure}"
        );
        string structure = SqlText.Literal($"{{{SqlText.List(members)}}}");
        connection.Run($"create view actions as select unnest(from_json(line, {structure})), line from lines");
        CheckActions(connection);
        string target = SqlText.Literal(location);
        connection.Run($"copy (select * exclude (line) from actions) to {target} (format parquet, compression zstd)");
        DurableFiles.Flush([location]);
        return new FileInfo(location).Length;
    }

    /// <summary>Each line must be exactly one action of the layout, or the checkpoint would lose it.</summary>
    /// <exception cref="EngineException"><c>LH2603</c>: a line is not.</exception>
    private static void CheckActions(DuckDBConnection connection)
    {
        string found = string.Join(
            " + ",
            CheckpointLayout.Written.Select(action =>
                $"count({SqlText.Identifier(action.Action)}.{SqlText.Identifier(action.RequiredLeaf)})"
            )
        );
        string? line = connection.QueryFirstOrDefault<string>(
            $"select line from actions group by line having ({found}) <> count(*) order by line limit 1"
        );
        if (line is not null)
        {
            string known = SqlText.List(CheckpointLayout.Written.Select(action => action.Action));
            throw new EngineException(
                "LH2603",
                $"found the line {line[..Math.Min(line.Length, 200)]} among the actions of a checkpoint, "
                    + $"expected one of {known} with its required members.",
                "Leave commitInfo and cdc out of checkpoints."
            );
        }
    }

    /// <summary>A CASE that gives what belongs to the action that a row is; null where it is none.</summary>
    private static string Case((string Action, string RequiredLeaf)[] actions, Func<string, string> result)
    {
        IEnumerable<string> branches = actions.Select(action =>
        {
            string leaf = $"{SqlText.Identifier(action.Action)}.{SqlText.Identifier(action.RequiredLeaf)}";
            return $"when {leaf} is not null then {result(action.Action)}";
        });
        return $"case {string.Join(' ', branches)} end";
    }

    private async Task<T> RunAsync<T>(
        string location,
        Func<DuckDBConnection, T> work,
        CancellationToken cancellationToken
    )
    {
        (DuckDBConnection connection, string catalog) = instance.OpenSession();
        using var runner = new StatementRunner(connection, clock);
        return await runner
            .RunAsync(location, open => Run(open, catalog, location, work), null, cancellationToken)
            .ConfigureAwait(false);
    }

    private static T Run<T>(
        DuckDBConnection connection,
        string catalog,
        string location,
        Func<DuckDBConnection, T> work
    )
    {
        try
        {
            return work(connection);
        }
        catch (DuckDBException cause)
        {
            throw DuckDbFailure.Of(cause, new SqlContext($"checkpoint {location}", string.Empty));
        }
        finally
        {
            DuckDbInstance.CloseSession(connection, catalog);
        }
    }
}
