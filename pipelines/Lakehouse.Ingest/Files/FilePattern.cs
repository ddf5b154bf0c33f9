using System.Text;
using System.Text.RegularExpressions;

namespace Lakehouse.Ingest.Files;

/// <summary>A glob: <c>?</c> is one character, <c>*</c> any within a folder, <c>**</c> any folders.</summary>
/// <remarks>Case counts, on every system, so that a project lands the same files everywhere.</remarks>
internal sealed class FilePattern
{
    private readonly Regex _regex;

    /// <summary>Reads a glob.</summary>
    /// <param name="glob">The glob, <c>/</c> between folders.</param>
    public FilePattern(string glob)
    {
        var pattern = new StringBuilder("^");
        string text = glob.Replace('\\', '/');
        for (int index = 0; index < text.Length; index++)
        {
            index += Append(pattern, text, index);
        }

        const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking;
        _regex = new Regex(pattern.Append('$').ToString(), Options, Regex.InfiniteMatchTimeout);
        IsDeep = text.Contains('/', StringComparison.Ordinal) || text.Contains("**", StringComparison.Ordinal);
    }

    /// <summary>Whether files in folders below can match.</summary>
    public bool IsDeep { get; }

    /// <summary>Whether a path matches.</summary>
    /// <param name="relativePath">The path below the landing folder, <c>/</c> between folders.</param>
    /// <returns>True when the whole path matches.</returns>
    public bool Matches(string relativePath) => _regex.IsMatch(relativePath);

    // Returns how many further characters of the glob were used.
    private static int Append(StringBuilder pattern, string text, int index)
    {
        switch (text[index])
        {
            case '*' when text.AsSpan(index).StartsWith("**/"):
                pattern.Append("(?:[^/]+/)*");
                return 2;
            case '*' when text.AsSpan(index).StartsWith("**"):
                pattern.Append(".*");
                return 1;
            case '*':
                pattern.Append("[^/]*");
                return 0;
            case '?':
                pattern.Append("[^/]");
                return 0;
            default:
                pattern.Append(Regex.Escape(text[index].ToString()));
                return 0;
        }
    }
}
