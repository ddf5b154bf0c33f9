namespace Lakehouse.Project;

/// <summary>How an entity's files are written.</summary>
public sealed record FileFormat
{
    /// <summary>The format.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>CSV: the delimiter, one character. Default: comma.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>CSV: the quote, one character, doubled inside a quoted value. Default: double quote.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>The encoding by its IANA name. Default: <c>utf-8</c>; a byte order mark is accepted.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>CSV: texts that mean null beside the empty one, for example <c>Select</c>. Default: none.</summary>
    public IReadOnlyList<string> NullTexts { get; init; } = [];
}
