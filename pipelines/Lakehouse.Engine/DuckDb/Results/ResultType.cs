namespace Lakehouse.Engine.DuckDb.Results;

/// <summary>A type as a result describes it, taken apart.</summary>
/// <param name="Name">
/// The name of a leaf type, without its parameters: <c>decimal</c>, <c>timestamp with time zone</c>; otherwise
/// <c>list</c>, <c>map</c> or <c>struct</c>.
/// </param>
/// <param name="Members">The element of a list, the key and value of a map, the fields of a struct.</param>
internal sealed record ResultType(string Name, IReadOnlyList<(string Name, ResultType Type)> Members)
{
    /// <summary>Whether values of the type hold other values.</summary>
    public bool IsNested => Members.Count > 0;

    /// <summary>Reads a type text such as <c>struct(a integer, "b c" varchar[])[]</c>.</summary>
    /// <param name="text">The text, lower case but for names in quotes.</param>
    /// <returns>The type.</returns>
    public static ResultType Parse(string text)
    {
        string type = text.Trim();
        if (type.EndsWith(']'))
        {
            // The outermost brackets come last: integer[3][] is a list of arrays.
            return new ResultType("list", [(string.Empty, Parse(type[..type.LastIndexOf('[')]))]);
        }

        int open = type.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !type.EndsWith(')'))
        {
            return new ResultType(type, []);
        }

        IReadOnlyList<string> parts = Split(type[(open + 1)..^1]);
        return type[..open] switch
        {
            "map" => new ResultType("map", [.. parts.Select(part => (string.Empty, Parse(part)))]),
            "struct" => new ResultType("struct", [.. parts.Select(Field)]),
            _ => new ResultType(type[..open], []),
        };
    }

    private static (string Name, ResultType Type) Field(string text)
    {
        if (!text.StartsWith('"'))
        {
            int blank = text.IndexOf(' ', StringComparison.Ordinal);
            return (text[..blank], Parse(text[blank..]));
        }

        int end = 1;
        while (text[end] != '"' || (end + 1 < text.Length && text[end + 1] == '"'))
        {
            end += text[end] == '"' ? 2 : 1;
        }

        return (text[1..end].Replace("\"\"", "\"", StringComparison.Ordinal), Parse(text[(end + 1)..]));
    }

    /// <summary>Splits at the commas that stand outside brackets and quotes.</summary>
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        (int start, int depth, bool isQuoted) = (0, 0, false);
        for (int index = 0; index < text.Length; index++)
        {
            char letter = text[index];
            isQuoted ^= letter == '"';
            depth += isQuoted
                ? 0
                : letter switch
                {
                    '(' or '[' => 1,
                    ')' or ']' => -1,
                    _ => 0,
                };
            if (letter == ',' && depth == 0 && !isQuoted)
            {
                parts.Add(text[start..index].Trim());
                start = index + 1;
            }
        }

        parts.Add(text[start..].Trim());
        return parts;
    }
}
