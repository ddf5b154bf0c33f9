using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Lakehouse.Engine.DuckDb.Running;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Results;

/// <summary>Runs a SELECT and holds its rows.</summary>
internal static class RowReader
{
    /// <summary>Runs a SELECT.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">One SELECT.</param>
    /// <param name="maxRows">Rows at the most; at least 1.</param>
    /// <returns>The rows.</returns>
    public static RowSet Read(DuckDBConnection connection, string sql, int maxRows)
    {
        IReadOnlyList<RowSetColumn> columns = connection.Describe(sql);
        ResultType[] types = [.. columns.Select(column => ResultType.Parse(column.SqlType))];

        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = Readable(types, sql);
        command.UseStreamingMode = true;
        using DuckDBDataReader reader = command.ExecuteReader();

        var rows = new List<IReadOnlyList<object?>>();
        while (reader.Read())
        {
            if (rows.Count == maxRows)
            {
                return new RowSet(columns, rows, IsComplete: false);
            }

            object?[] row = new object?[columns.Count];
            for (int index = 0; index < row.Length; index++)
            {
                row[index] = reader.IsDBNull(index) ? null : Value(reader, index, columns[index], types[index]);
            }

            rows.Add(row);
        }

        return new RowSet(columns, rows, IsComplete: true);
    }

    /// <summary>The SELECT with lists, maps and structs as JSON; it begins on the second line.</summary>
    private static string Readable(ResultType[] types, string sql)
    {
        if (!types.Any(type => type.IsNested))
        {
            return $"\n{sql}";
        }

        string[] names = [.. types.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"c{index}"))];
        IEnumerable<string> values = names.Select(
            (name, index) => types[index].IsNested ? $"to_json({name}) as {name}" : name
        );
        return $"select {string.Join(", ", values)} from (\n{sql}\n) as lh_rows({string.Join(", ", names)})";
    }

    private static object? Value(DuckDBDataReader reader, int index, RowSetColumn column, ResultType type)
    {
        try
        {
            return column.SqlType switch
            {
                _ when type.IsNested => NestedValue.Of(reader.GetString(index), type),
                "date" => Day(reader.GetFieldValue<DuckDBDateOnly>(index)),
                _ when column.SqlType.StartsWith("timestamp", StringComparison.Ordinal) => Instant(reader, index),
                _ => ClrValue.Of(reader.GetValue(index)),
            };
        }
        catch (Exception cause)
            when (cause
                    is OverflowException
                        or ArgumentOutOfRangeException
                        or InvalidCastException
                        or FormatException
                        or JsonException
            )
        {
            throw new EngineException(
                "LH2301",
                $"found a value in column {column.Name} of type {column.SqlType} that has no form in this process.",
                $"Cast it in the SELECT, for example: {SqlText.Identifier(column.Name)}::varchar.",
                cause
            );
        }
    }

    // Infinite days have no form in .NET: the first and the last day of its calendar stand for them.
    private static DateOnly Day(DuckDBDateOnly day) =>
        day.Year switch
        {
            > 9999 when IsInfinite(day) => DateOnly.MaxValue,
            < 1 when IsInfinite(day) => DateOnly.MinValue,
            _ => new DateOnly(day.Year, day.Month, day.Day),
        };

    private static bool IsInfinite(DuckDBDateOnly day) => day.ToDuckDBDate().IsInfinity;

    private static object Instant(DuckDBDataReader reader, int index)
    {
        try
        {
            return ClrValue.Of(reader.GetValue(index))!;
        }
        catch (InvalidOperationException)
        {
            return reader.GetFieldValue<DuckDBTimestamp>(index).Date.Year > 0 ? DateTime.MaxValue : DateTime.MinValue;
        }
    }
}
