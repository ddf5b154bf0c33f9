using System.Text;

namespace Lakehouse.Project;

/// <summary>Text with variables in it: <c>${name}</c>, and <c>${env:NAME}</c> for the environment.</summary>
internal static class VariableText
{
    private const string EnvironmentPrefix = "env:";

    internal static string Expand(string text, string where, IReadOnlyDictionary<string, string> variables)
    {
        StringBuilder expanded = new(text.Length);
        int position = 0;
        while (true)
        {
            int start = text.IndexOf("${", position, StringComparison.Ordinal);
            if (start < 0)
            {
                return expanded.Append(text, position, text.Length - position).ToString();
            }

            int end = text.IndexOf('}', start);
            if (end < 0)
            {
                throw new ProjectException(
                    "LH5002",
                    $"found '{text[start..]}' at {where}, expected a closing brace after the variable's name.",
                    "Write ${name}.");
            }

            expanded.Append(text, position, start - position);
            expanded.Append(Value(text[(start + 2)..end], where, variables));
            position = end + 1;
        }
    }

    private static string Value(string name, string where, IReadOnlyDictionary<string, string> variables)
    {
        if (name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            string variable = name[EnvironmentPrefix.Length..];
            return Environment.GetEnvironmentVariable(variable) ?? throw new ProjectException(
                "LH5004",
                $"found no environment variable {variable}, which {where} asks for.",
                $"Set it before the run: export {variable}=…");
        }

        if (variables.TryGetValue(name, out string? value))
        {
            return value;
        }

        string known = variables.Count == 0 ? "nothing, for none is set" : string.Join(", ", variables.Keys.Order(StringComparer.Ordinal));
        throw new ProjectException(
            "LH5003",
            $"found the variable '{name}' at {where}, expected {known}.",
            $"Give it with --var {name}=VALUE, or under 'variables:' in {ProjectFileReader.FileName}.");
    }
}
