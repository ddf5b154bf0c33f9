namespace Lakehouse.Cli.Output;

/// <summary>A column of a printed table.</summary>
/// <param name="Name">The heading.</param>
/// <param name="IsNumber">Whether its values stand on the right, their decimal points below one another.</param>
internal readonly record struct TableColumn(string Name, bool IsNumber = false)
{
    /// <summary>Whether values of an SQL type are numbers.</summary>
    /// <param name="sqlType">The type's text, lower case.</param>
    /// <returns>True for integers, decimals and floating point.</returns>
    internal static bool IsNumeric(string sqlType) =>
        sqlType is "tinyint" or "smallint" or "int" or "integer" or "bigint" or "hugeint" or "long"
            or "utinyint" or "usmallint" or "uinteger" or "ubigint" or "uhugeint" or "float" or "real" or "double"
        || sqlType.StartsWith("decimal", StringComparison.OrdinalIgnoreCase);
}
