using System.Text;

namespace Lakehouse.Engine.Expressions;

/// <summary>Cuts an expression into tokens, as Spark does by its defaults.</summary>
internal sealed class ExpressionLexer(ExpressionSource source)
{
    private static readonly string[] Symbols =
    [
        "<=>", "<=", ">=", "<>", "!=", "==", "||", "<", ">", "=", "+", "-", "*", "/", "%", "(", ")", ",", ".", "!",
    ];

    private readonly string _text = source.Text;
    private int _at;

    /// <summary>The tokens, the last of them being the end.</summary>
    internal IReadOnlyList<ExpressionToken> Read()
    {
        List<ExpressionToken> tokens = [];
        while (true)
        {
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }

            if (_at == _text.Length)
            {
                tokens.Add(new ExpressionToken(TokenKind.End, "", _at + 1));
                return tokens;
            }

            tokens.Add(Next());
        }
    }

    private ExpressionToken Next()
    {
        char first = _text[_at];
        if (first == '_' || char.IsAsciiLetter(first))
        {
            return Take(TokenKind.Word, letter => letter == '_' || char.IsAsciiLetterOrDigit(letter));
        }

        if (char.IsAsciiDigit(first) || (first == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])))
        {
            return Number();
        }

        return first switch
        {
            '\'' => Text(),
            '`' => QuotedName(),
            '"' => throw source.Refused(
                _at + 1,
                "a double quote, which is a text to some readers and a name to others",
                "single quotes around a text, backticks around a name"
            ),
            _ => Symbol(),
        };
    }

    private ExpressionToken Symbol()
    {
        string? symbol = Array.Find(Symbols, symbol => _text.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal));
        if (symbol is null || IsComment())
        {
            throw source.Refused(_at + 1, $"'{_text[_at]}'", "a name, a value or an operator");
        }

        _at += symbol.Length;
        return new ExpressionToken(TokenKind.Symbol, symbol, _at - symbol.Length + 1);
    }

    private bool IsComment() =>
        _text.AsSpan(_at).StartsWith("--", StringComparison.Ordinal)
        || _text.AsSpan(_at).StartsWith("/*", StringComparison.Ordinal);

    private ExpressionToken Take(TokenKind kind, Func<char, bool> belongs)
    {
        int start = _at;
        while (_at < _text.Length && belongs(_text[_at]))
        {
            _at++;
        }

        return new ExpressionToken(kind, _text[start.._at], start + 1);
    }

    private ExpressionToken Number()
    {
        int start = _at;
        bool afterExponent = false;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '.' || IsSign(afterExponent)))
        {
            afterExponent = _text[_at] is 'e' or 'E';
            _at++;
        }

        return new ExpressionToken(TokenKind.Number, _text[start.._at], start + 1);
    }

    private bool IsSign(bool afterExponent) => afterExponent && _text[_at] is '+' or '-' && afterExponent;

    private ExpressionToken QuotedName()
    {
        int start = _at++;
        StringBuilder name = new();
        while (_at < _text.Length)
        {
            if (_text[_at] != '`')
            {
                _ = name.Append(_text[_at++]);
            }
            else if (_at + 1 < _text.Length && _text[_at + 1] == '`')
            {
                _ = name.Append('`');
                _at += 2;
            }
            else
            {
                _at++;
                return new ExpressionToken(TokenKind.QuotedName, name.ToString(), start + 1);
            }
        }

        throw source.Refused(start + 1, "a backtick without its partner", "two around a name");
    }

    private ExpressionToken Text()
    {
        int start = _at++;
        StringBuilder text = new();
        while (_at < _text.Length)
        {
            char letter = _text[_at++];
            if (letter == '\\')
            {
                Escape(text);
            }
            else if (letter != '\'')
            {
                _ = text.Append(letter);
            }
            else if (_at < _text.Length && _text[_at] == '\'')
            {
                throw source.Refused(
                    _at,
                    "two single quotes within a text, which are one quote to some readers and none to others",
                    @"\' for a quote"
                );
            }
            else
            {
                return new ExpressionToken(TokenKind.Text, text.ToString(), start + 1);
            }
        }

        throw source.Refused(start + 1, "a single quote without its partner", "two around a text");
    }

    // \% and \_ stay as they are: they are for the patterns of LIKE.
    private void Escape(StringBuilder text)
    {
        char letter = _at < _text.Length ? _text[_at++] : ' ';
        _ = letter switch
        {
            '\\' or '\'' or '"' => text.Append(letter),
            'n' => text.Append('\n'),
            't' => text.Append('\t'),
            'r' => text.Append('\r'),
            '%' or '_' => text.Append('\\').Append(letter),
            _ => throw source.Refused(_at - 1, $"the escape \\{letter}", @"\\, \', \n, \t, \r, \% or \_"),
        };
    }
}
