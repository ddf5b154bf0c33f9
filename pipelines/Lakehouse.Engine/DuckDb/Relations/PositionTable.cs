using System.Globalization;
using DuckDB.NET.Data;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Loading;
using Lakehouse.Engine.DuckDb.Running;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>The rows that a relation leaves out or takes, as SQL can join them.</summary>
internal static class PositionTable
{
    private static readonly TableName Runs = new("main", "lh position runs");
    private static readonly StructType RunSchema = new([
        new StructField("file", new PrimitiveType(PrimitiveKind.Long)),
        new StructField("start", new PrimitiveType(PrimitiveKind.Long)),
        new StructField("length", new PrimitiveType(PrimitiveKind.Long)),
    ]);

    /// <summary>The table that holds the positions of a bound name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="number">Which of the relations that the name is made of.</param>
    public static TableName Of(TableName name, int number) =>
        new("main", string.Create(CultureInfo.InvariantCulture, $"lh positions {number} of {name}"));

    /// <summary>Makes the table, replacing an earlier one.</summary>
    /// <param name="connection">The session's connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="relation">The relation.</param>
    public static void Create(DuckDBConnection connection, TableName table, ParquetRelation relation)
    {
        string runs = SqlText.Identifier(Runs);
        connection.Run($"create or replace table {runs} (file BIGINT, start BIGINT, length BIGINT)");
        using (var appender = new CheckedAppender(connection, Runs, RunSchema))
        {
            foreach ((long file, long start, long length) in relation.PositionRuns())
            {
                appender.Append([file, start, length]);
            }

            appender.Complete();
        }

        connection.Run(
            $"create or replace table {SqlText.Identifier(table)} as {Expand(runs)}; drop table {runs}"
        );
    }

    /// <summary>The positions as one SELECT in brackets, for SQL that outlives the session.</summary>
    public static string Inline(ParquetRelation relation)
    {
        IEnumerable<string> runs = relation
            .PositionRuns()
            .Select(run =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"({run.File}::BIGINT, {run.Start}::BIGINT, {run.Length}::BIGINT)"
                )
            );
        return $"({Expand($"(values {SqlText.List(runs)}) as r(file, start, length)")})";
    }

    private static string Expand(string runs) =>
        $"select file, unnest(range(start, start + length)) as row from {runs}";
}
