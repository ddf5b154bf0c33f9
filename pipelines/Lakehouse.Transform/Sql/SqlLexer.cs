namespace Lakehouse.Transform.Sql;

/// <summary>Cuts SQL into pieces, so that nothing inside quotes or comments is taken for something else.</summary>
/// <remarks>
/// The pieces cover the text without a gap. Block comments nest. A quote or comment that is not closed reaches to the
/// end of the text; the engine's parser says what is wrong with it.
/// </remarks>
internal static class SqlLexer
{
    internal static List<SqlToken> Read(string sql)
    {
        List<SqlToken> tokens = [];
        for (int at = 0; at < sql.Length;)
        {
            SqlToken token = Next(sql, at);
            tokens.Add(token);
            at = token.End;
        }

        return tokens;
    }

    private static SqlToken Next(string sql, int at)
    {
        char c = sql[at];
        char next = at + 1 < sql.Length ? sql[at + 1] : '\0';
        return (c, next) switch
        {
            ('-', '-') => Piece(SqlTokenKind.Comment, at, EndOfLine(sql, at)),
            ('/', '*') => Piece(SqlTokenKind.Comment, at, EndOfBlockComment(sql, at)),
            ('\'', _) => Piece(SqlTokenKind.Text, at, EndOfQuoted(sql, at + 1, '\'', backslashEscapes: false)),
            ('e' or 'E', '\'') => Piece(SqlTokenKind.Text, at, EndOfQuoted(sql, at + 2, '\'', backslashEscapes: true)),
            ('"', _) => Piece(SqlTokenKind.QuotedName, at, EndOfQuoted(sql, at + 1, '"', backslashEscapes: false)),
            ('$', _) => Dollar(sql, at),
            _ when char.IsWhiteSpace(c) => Piece(SqlTokenKind.Space, at, EndWhile(sql, at, char.IsWhiteSpace)),
            _ when IsWordStart(c) || char.IsAsciiDigit(c) => Piece(SqlTokenKind.Word, at, EndWhile(sql, at, IsWordPart)),
            _ => Piece(SqlTokenKind.Symbol, at, at + 1),
        };
    }

    private static SqlToken Dollar(string sql, int at)
    {
        int end = EndWhile(sql, at + 1, static c => c == '_' || char.IsLetterOrDigit(c));
        if (end < sql.Length && sql[end] == '$' && (end == at + 1 || !char.IsAsciiDigit(sql[at + 1])))
        {
            string fence = sql[at..(end + 1)];
            int close = sql.IndexOf(fence, end + 1, StringComparison.Ordinal);
            return Piece(SqlTokenKind.Text, at, close < 0 ? sql.Length : close + fence.Length);
        }

        return Piece(end == at + 1 ? SqlTokenKind.Symbol : SqlTokenKind.Parameter, at, end);
    }

    private static int EndOfLine(string sql, int at)
    {
        int end = sql.IndexOf('\n', at);
        return end < 0 ? sql.Length : end;
    }

    private static int EndOfBlockComment(string sql, int at)
    {
        int depth = 0;
        int i = at;
        while (i + 1 < sql.Length)
        {
            int step = (sql[i], sql[i + 1]) switch
            {
                ('/', '*') => 1,
                ('*', '/') => -1,
                _ => 0,
            };
            depth += step;
            i += step == 0 ? 1 : 2;
            if (step < 0 && depth == 0)
            {
                return i;
            }
        }

        return sql.Length;
    }

    private static int EndOfQuoted(string sql, int at, char quote, bool backslashEscapes)
    {
        int i = at;
        while (i < sql.Length)
        {
            bool isDoubled = sql[i] == quote && i + 1 < sql.Length && sql[i + 1] == quote;
            if (isDoubled || (backslashEscapes && sql[i] == '\\'))
            {
                i += 2;
            }
            else if (sql[i] == quote)
            {
                return i + 1;
            }
            else
            {
                i++;
            }
        }

        return sql.Length;
    }

    private static int EndWhile(string sql, int at, Func<char, bool> isPart)
    {
        int end = at;
        while (end < sql.Length && isPart(sql[end]))
        {
            end++;
        }

        return end;
    }

    private static bool IsWordStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsWordPart(char c) => c is '_' or '$' || char.IsLetterOrDigit(c);

    private static SqlToken Piece(SqlTokenKind kind, int start, int end) => new(kind, start, end - start);
}
