namespace Lakehouse.Transform.Sql;

/// <summary>The texts of the <c>lh_</c> functions, so that a model depends on those that it uses and on no others.</summary>
internal sealed class FunctionTexts
{
    private const string Prefix = "lh_";

    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Reads a file of <c>create macro</c> or <c>create function</c> statements.</summary>
    internal FunctionTexts(string sql)
    {
        int start = 0;
        foreach (SqlToken token in SqlLexer.Read(sql).Where(token => token.Kind == SqlTokenKind.Symbol && sql[token.Start] == ';'))
        {
            Add(sql[start..token.Start]);
            start = token.End;
        }

        Add(sql[start..]);
    }

    /// <summary>The functions that SQL uses, and those that they use, with their texts; in order of name.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> UsedBy(string sql)
    {
        SortedDictionary<string, string> used = new(StringComparer.Ordinal);
        Queue<string> open = new(NamesIn(sql));
        while (open.TryDequeue(out string? name))
        {
            if (_texts.TryGetValue(name, out string? text) && used.TryAdd(name, text))
            {
                foreach (string inner in NamesIn(text))
                {
                    open.Enqueue(inner);
                }
            }
        }

        return [.. used];
    }

    private void Add(string statement)
    {
        if (NamesIn(statement).FirstOrDefault() is { } name)
        {
            string text = NormalSql.Of(statement);
            _texts[name] = _texts.TryGetValue(name, out string? earlier) ? $"{earlier}; {text}" : text;
        }
    }

    private static IEnumerable<string> NamesIn(string sql) => SqlLexer.Read(sql)
        .Where(token => token.Kind == SqlTokenKind.Word && token.In(sql).StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        .Select(token => sql.Substring(token.Start, token.Length).ToLowerInvariant());
}
