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
