namespace Lakehouse.Transform.Sql;

/// <summary>What a piece of SQL text is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword, a name without quotes or a number.</summary>
    Word,

    /// <summary><c>$name</c>.</summary>
    Parameter,

    /// <summary>A text in single or dollar quotes.</summary>
    Text,

    /// <summary>A name in double quotes.</summary>
    QuotedName,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>Blanks and line ends.</summary>
    Space,

    /// <summary>One other character.</summary>
    Symbol,
}
