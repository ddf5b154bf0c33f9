namespace Lakehouse.Transform.Sql;

/// <summary>A place in a text.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
internal readonly record struct SqlPosition(int Line, int Column)
{
    /// <summary>The place of a character.</summary>
    /// <param name="text">The text; lines end with a line feed.</param>
    /// <param name="index">The character's index, from 0.</param>
    internal static SqlPosition Of(string text, int index)
    {
        int line = text.AsSpan(0, index).Count('\n') + 1;
        int lineStart = index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;
        return new SqlPosition(line, index - lineStart + 1);
    }

    /// <summary>Finds where SQL names a table, quotes or not.</summary>
    /// <returns>The place, or null where the name is not written as <c>schema.name</c>.</returns>
    internal static SqlPosition? OfTable(string sql, string schema, string name)
    {
        List<SqlToken> tokens = [.. SqlLexer.Read(sql).Where(token => token.Kind is not (SqlTokenKind.Space or SqlTokenKind.Comment))];
        for (int i = 0; i + 2 < tokens.Count; i++)
        {
            if (Names(tokens[i], schema, sql) && tokens[i + 1].In(sql) is "." && Names(tokens[i + 2], name, sql))
            {
                return Of(sql, tokens[i].Start);
            }
        }

        int single = tokens.FindIndex(token => Names(token, name, sql));
        return single < 0 ? null : Of(sql, tokens[single].Start);
    }

    private static bool Names(SqlToken token, string name, string sql) =>
        token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName
        && token.In(sql).Trim('"').Equals(name, StringComparison.OrdinalIgnoreCase);
}
