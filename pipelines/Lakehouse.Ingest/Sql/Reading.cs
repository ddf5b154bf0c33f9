using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Loading;

namespace Lakehouse.Ingest.Sql;

/// <summary>Who parses the columns whose every field is spelt plainly.</summary>
/// <param name="IsByEngine">Whether the engine's own reader does.</param>
internal readonly record struct Reading(bool IsByEngine)
{
    /// <summary>The engine's own reader, which is fast and, for plain spellings, as strict as the contract.</summary>
    public static Reading ByEngine => new(true);

    /// <summary>Every column is read as text and judged by <see cref="ValueExpression"/>, to tell which row is at fault.</summary>
    public static Reading AsText => new(false);

    /// <summary>Whether the engine's own reader parses a column of a file.</summary>
    /// <param name="file">The file, or one of its shape.</param>
    /// <param name="column">The column.</param>
    /// <returns>False for prepared copies and whatever is not delimited text.</returns>
    public bool Parses(Candidate file, SourceColumn column) =>
        IsByEngine
        && file.Prepared is null
        && column.Role == ColumnRole.Contracted
        && column.Index < file.Inspection.PlainColumns.Count
        && file.Inspection.PlainColumns[column.Index];
}
