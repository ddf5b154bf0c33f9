namespace Lakehouse.Engine.DuckDb.Text;

/// <summary>Writes names and values as DuckDB reads them.</summary>
internal static class SqlText
{
    /// <summary>A name in double quotes.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A qualified name, each part in double quotes.</summary>
    public static string Identifier(TableName name) => $"{Identifier(name.Schema)}.{Identifier(name.Name)}";

    /// <summary>
    /// A text in single quotes, or <c>null</c>. DuckDB knows no escapes within them but the doubled quote.
    /// </summary>
    public static string Literal(string? text) =>
        text is null ? "null" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>
    /// A SELECT as it can stand within another statement: without the semicolons and blanks at its end.
    /// </summary>
    public static string Embeddable(string sql) => sql.TrimEnd(' ', '\t', '\r', '\n', ';');

    /// <summary>Parts with commas between.</summary>
    public static string List(IEnumerable<string> parts) => string.Join(", ", parts);
}
