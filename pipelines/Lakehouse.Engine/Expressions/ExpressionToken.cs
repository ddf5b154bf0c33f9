namespace Lakehouse.Engine.Expressions;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A name or a keyword, unquoted.</summary>
    Word,

    /// <summary>A name in backticks, without them.</summary>
    QuotedName,

    /// <summary>A text in single quotes, without them and with its escapes resolved.</summary>
    Text,

    /// <summary>A number with its suffix.</summary>
    Number,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>Behind the last one.</summary>
    End,
}

/// <summary>A token of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="At">Where it begins, in characters from 1.</param>
internal sealed record ExpressionToken(TokenKind Kind, string Text, int At)
{
    internal bool IsWord(string word) =>
        Kind == TokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    internal bool IsSymbol(string symbol) =>
        Kind == TokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
