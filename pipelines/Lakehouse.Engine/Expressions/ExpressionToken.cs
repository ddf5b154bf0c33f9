namespace Lakehouse.Engine.Expressions;

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
