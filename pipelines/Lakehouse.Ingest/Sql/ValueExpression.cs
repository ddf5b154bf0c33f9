using System.Globalization;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Ingest.Sql;

/// <summary>Writes the SQL that turns text into a value of a contracted type, or into NULL where it is none.</summary>
/// <remarks>
/// Stricter than a cast, which rounds <c>1.5</c> to an integer and cuts decimals off: a value is taken only when nothing
/// of it is lost. Dates and instants are year, month, day; an instant without an offset is UTC.
/// </remarks>
internal static class ValueExpression
{
    private const string Blank = "(' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13))";

    /// <summary>The text of a column: NULL where it is blank or one of the texts that mean null.</summary>
    /// <param name="column">The column in SQL.</param>
    /// <param name="type">The contracted type; text keeps its outer blanks, other types lose them.</param>
    /// <param name="nullTexts">Texts that mean null.</param>
    /// <param name="mayHaveLeadingBlanks">Whether the column may hold text that begins with a blank. Empty text is NULL already.</param>
    /// <returns>An expression of type VARCHAR.</returns>
    public static string Text(string column, DataType type, IReadOnlyList<string> nullTexts, bool mayHaveLeadingBlanks)
    {
        if (!mayHaveLeadingBlanks && nullTexts.Count == 0)
        {
            return column;
        }

        // Blank text and text with blanks before it sort before '!'. The test costs almost nothing; trim does not.
        string text = IsText(type)
            ? $"case when {column} < '!' and trim({column}, {Blank}) = '' then null else {column} end"
            : $"case when {column} < '!' then nullif(trim({column}, {Blank}), '') else {column} end";
        return nullTexts.Count == 0
            ? text
            : $"case when trim({column}, {Blank}) in ({string.Join(", ", nullTexts.Select(SqlText.Literal))}) then null else {text} end";
    }

    /// <summary>The value of a text.</summary>
    /// <param name="text">The text in SQL, not blank or NULL.</param>
    /// <param name="type">The contracted type.</param>
    /// <returns>An expression of that type; NULL where the text is NULL or no such value.</returns>
    public static string Value(string text, DataType type) => type switch
    {
        DecimalType exact => Decimal(text, exact),
        PrimitiveType { Kind: PrimitiveKind.String } => text,
        PrimitiveType { Kind: PrimitiveKind.Boolean } => Boolean(text),
        PrimitiveType { Kind: PrimitiveKind.Date } => Date(text),
        PrimitiveType { Kind: PrimitiveKind.Timestamp } => Instant(text),
        PrimitiveType { Kind: PrimitiveKind.TimestampNtz } => StartsWithDigit(text, $"try_cast({text} as timestamp)"),
        PrimitiveType { Kind: PrimitiveKind.Double or PrimitiveKind.Float } => Float(text, type.ToSql()),
        PrimitiveType { Kind: PrimitiveKind.Long or PrimitiveKind.Integer or PrimitiveKind.Short or PrimitiveKind.Byte } =>
            $@"case when regexp_full_match({text}, '[+-]?[0-9]+([.]0*)?\s*') then try_cast({text} as {type.ToSql()}) end",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The type cannot be landed; the contract was to be checked before."),
    };

    /// <summary>Whether a contracted type can be landed.</summary>
    /// <param name="type">The type.</param>
    /// <returns>False for bytes, lists, maps and records.</returns>
    public static bool CanLand(DataType type) => type is DecimalType or PrimitiveType { Kind: not PrimitiveKind.Binary };

    private static bool IsText(DataType type) => type is PrimitiveType { Kind: PrimitiveKind.String };

    private static string Boolean(string text) =>
        $"case {text} when 'true' then true when 'false' then false else case lower(rtrim({text})) when 'true' then true when 'false' then false when '1' then true when '0' then false when 'yes' then true when 'no' then false end end";

    // DuckDB casts text to a decimal of more than 18 digits some fifty times more slowly than to one of 18, which most
    // values fit. And most values are plain numbers with few decimals, which is seen faster than a pattern is matched.
    private static string Decimal(string text, DecimalType type)
    {
        string pattern = string.Create(CultureInfo.InvariantCulture, $@"[+-]?([0-9]+([.][0-9]{{0,{type.Scale}}}0*)?|[.][0-9]{{1,{Math.Max(type.Scale, 1)}}}0*)\s*");
        string sql = type.ToSql();
        string cast = type.Precision > 18 && type.Scale <= 18
            ? string.Create(CultureInfo.InvariantCulture, $"coalesce(cast(try_cast({text} as decimal(18,{type.Scale})) as {sql}), try_cast({text} as {sql}))")
            : $"try_cast({text} as {sql})";
        string plain = string.Create(CultureInfo.InvariantCulture, $"strpos({text}, '.') > 0 and strlen({text}) - strpos({text}, '.') <= {type.Scale} and not contains({text}, 'e') and not contains({text}, 'E') and not contains({text}, '_')");
        return $"case when ({plain}) or regexp_full_match({text}, '{pattern}') then {cast} end";
    }

    private static string Float(string text, string type)
    {
        string cast = $"try_cast({text} as {type})";
        return $@"case when regexp_full_match({text}, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?\s*') and isfinite({cast}) then {cast} end";
    }

    // A date may come as an instant at midnight; any other instant is none.
    private static string Date(string text)
    {
        string instant = $"try_cast({text} as timestamp)";
        return StartsWithDigit(text, $"case when strlen({text}) = 10 or {instant} = date_trunc('day', {instant}) then cast({instant} as date) end");
    }

    // DuckDB does not take an offset behind minutes or behind a blank.
    private static string Instant(string text)
    {
        string repaired = $@"regexp_replace(regexp_replace(upper({text}), '\s+([+-])', '\1'), '^(\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d)(Z|[+-].*)?$', '\1:00\2')";
        return StartsWithDigit(text, $"coalesce(try_cast({text} as timestamptz), try_cast({repaired} as timestamptz))");
    }

    // 'infinity' and 'epoch' are no dates that a source means.
    private static string StartsWithDigit(string text, string value) => $"case when {text} between '0' and ':' then {value} end";
}
