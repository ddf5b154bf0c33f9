namespace Lakehouse.Engine.Expressions;

/// <summary>Goes along the tokens of an expression.</summary>
internal sealed class TokenReader(ExpressionSource source)
{
    private readonly IReadOnlyList<ExpressionToken> _tokens = new ExpressionLexer(source).Read();
    private int _at;

    /// <summary>The token that comes next.</summary>
    internal ExpressionToken Next => _tokens[_at];

    /// <summary>The one behind it.</summary>
    internal ExpressionToken AfterNext => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    /// <summary>Takes the next token.</summary>
    internal ExpressionToken Take()
    {
        ExpressionToken token = Next;
        _at = Math.Min(_at + 1, _tokens.Count - 1);
        return token;
    }

    internal bool TakeWord(string word) => Next.IsWord(word) && Take() is not null;

    internal bool TakeSymbol(string symbol) => Next.IsSymbol(symbol) && Take() is not null;

    internal void RequireWord(string word)
    {
        if (!TakeWord(word))
        {
            throw source.Refused(Next.At, Next.ToString(), word.ToUpperInvariant());
        }
    }

    internal void RequireSymbol(string symbol)
    {
        if (!TakeSymbol(symbol))
        {
            throw source.Refused(Next.At, Next.ToString(), $"'{symbol}'");
        }
    }
}
