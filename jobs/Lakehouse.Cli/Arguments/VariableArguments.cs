namespace Lakehouse.Cli.Arguments;

/// <summary>Reads <c>--var NAME=VALUE</c>.</summary>
internal static class VariableArguments
{
    /// <summary>Reads the variables.</summary>
    /// <param name="texts">The texts in the order given; a later one of the same name counts.</param>
    /// <returns>The values by name; a value may be empty and may hold more equals signs.</returns>
    /// <exception cref="CliException"><c>LH9003</c>: a text has no name or no equals sign.</exception>
    internal static IReadOnlyDictionary<string, string> Parse(IReadOnlyList<string> texts)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? string.Empty : text[..equals].Trim();
            if (name.Length == 0)
            {
                throw new CliException(
                    "LH9003",
                    $"found '{text}' for --var, expected NAME=VALUE.",
                    "Write for example --var landing=/data/extracts.");
            }

            variables[name] = text[(equals + 1)..];
        }

        return variables;
    }
}
