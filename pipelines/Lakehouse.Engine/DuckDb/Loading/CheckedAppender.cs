using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.DuckDb.Loading;

/// <summary>
/// Appends rows to a table of a session, and refuses a value whose .NET type does not fit its column.
/// </summary>
/// <remarks>
/// DuckDB.NET's appender writes a number with the width of its .NET type, unchecked: an <c>int</c> in a <c>BIGINT</c>
/// column becomes garbage, silently. This class stands in front of it everywhere. Columns of lists, maps and structs
/// are not appended here: <see cref="RowLoader"/> brings them in as JSON.
/// </remarks>
internal sealed class CheckedAppender : IDisposable
{
    private readonly DuckDBAppender _appender;
    private readonly StructType _schema;
    private long _rowNumber;

    /// <summary>Begins to append.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="name">A table with exactly the schema's columns.</param>
    /// <param name="schema">The columns, all primitive.</param>
    public CheckedAppender(DuckDBConnection connection, TableName name, StructType schema)
    {
        _appender = connection.CreateAppender(name.Schema, name.Name);
        _schema = schema;
    }

    /// <summary>Appends a row.</summary>
    /// <param name="values">A value for each column, in the schema's order.</param>
    /// <exception cref="EngineException">
    /// <c>LH2501</c>: a value does not fit its column, or the row has another number of values.
    /// </exception>
    public void Append(IReadOnlyList<object?> values)
    {
        _rowNumber++;
        if (values.Count != _schema.Fields.Count)
        {
            throw new EngineException(
                "LH2501",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"found {values.Count} values in row {_rowNumber}, expected {_schema.Fields.Count}."
                ),
                "Give each column a value, null where there is none."
            );
        }

        // Everything is checked before the row is begun: a row half written could not be taken back.
        object?[] ready = new object?[values.Count];
        for (int index = 0; index < ready.Length; index++)
        {
            StructField field = _schema.Fields[index];
            ready[index] = ColumnValue.Fit(values[index], field, _rowNumber);
        }

        IDuckDBAppenderRow row = _appender.CreateRow();
        foreach (object? value in ready)
        {
            AppendExact(row, value);
        }

        row.EndRow();
    }

    /// <summary>Writes what is still in memory.</summary>
    public void Complete() => _appender.Close();

    /// <inheritdoc/>
    public void Dispose() => _appender.Dispose();

    // Each value already has exactly the column's width; the overload is chosen by its type.
    private static void AppendExact(IDuckDBAppenderRow row, object? value)
    {
        _ = value switch
        {
            null => row.AppendNullValue(),

            // The appender ends a text at its first NUL; as bytes it arrives whole.
            string text when text.Contains('\0', StringComparison.Ordinal) => row.AppendValue(
                Encoding.UTF8.GetBytes(text)
            ),
            string text => row.AppendValue(text),
            long number => row.AppendValue((long?)number),
            int number => row.AppendValue((int?)number),
            short number => row.AppendValue((short?)number),
            sbyte number => row.AppendValue((sbyte?)number),
            decimal number => row.AppendValue((decimal?)number),
            double number => row.AppendValue((double?)number),
            float number => row.AppendValue((float?)number),
            bool flag => row.AppendValue((bool?)flag),
            DateOnly day => row.AppendValue((DateOnly?)day),
            DateTime instant => row.AppendValue((DateTime?)instant),
            byte[] bytes => row.AppendValue(bytes),
            _ => throw new InvalidOperationException($"A value of type {value.GetType()} passed the check."),
        };
    }
}
