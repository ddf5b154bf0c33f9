using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lakehouse.Delta.Paths;

/// <summary>The third layer of a path: how a file's location is written in the log, percent-encoded as a URI.</summary>
/// <remarks>
/// The layers are: a partition value (<c>US/East 10%</c>), its folder (<c>region=US%2FEast 10%25</c>, see
/// <see cref="HivePath"/>), and the text in the log (<c>region=US%252FEast%2010%2525</c>). Reading decodes exactly
/// once, writing encodes exactly once, and <c>+</c> is an ordinary character.
/// </remarks>
public static class LogPath
{
    private static readonly SearchValues<char> Reserved = SearchValues.Create(" %<>`{}|\"#?[]\\^");

    /// <summary>
    /// Decodes the text of an <c>add</c> or <c>remove</c> once, in UTF-8, and gives each file one spelling.
    /// </summary>
    /// <param name="text">The text in the log.</param>
    /// <returns>A path under the table root, or an absolute path, or an absolute URI that is not of a local
    /// file.</returns>
    public static string Decode(string text)
    {
        string decoded = text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;
        const string scheme = "file:";
        if (!text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return decoded;
        }

        // file:/x, file:///x and file://localhost/x are all the file /x.
        string rest = decoded[scheme.Length..];
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            int slash = rest.IndexOf('/', 2);
            return slash < 0 ? "/" : rest[slash..];
        }

        return rest;
    }

    /// <summary>Encodes a decoded path for the log, as Spark does: non-ASCII letters stay as they are.</summary>
    /// <param name="path">The decoded path.</param>
    /// <returns>The text for the log.</returns>
    public static string Encode(string path)
    {
        bool absolute = IsAbsolute(path);
        if (
            !path.AsSpan().ContainsAny(Reserved)
            && (absolute || !path.Contains(':', StringComparison.Ordinal))
            && !path.AsSpan().ContainsAnyInRange('\0', '\u001f')
            && !path.Contains('\u007f', StringComparison.Ordinal)
        )
        {
            return path;
        }

        StringBuilder text = new(path.Length + 16);
        foreach (char unit in path)
        {
            // A colon in a relative path would read as the end of a URI scheme.
            if (Reserved.Contains(unit) || unit < ' ' || unit == '\u007f' || (unit == ':' && !absolute))
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"%{(int)unit:X2}");
            }
            else
            {
                _ = text.Append(unit);
            }
        }

        return text.ToString();
    }

    /// <summary>Whether a decoded path stands for itself instead of a place under the table root.</summary>
    /// <param name="path">The decoded path.</param>
    /// <returns>True for <c>/x</c> and <c>scheme://x</c>.</returns>
    public static bool IsAbsolute(string path)
    {
        if (path.StartsWith('/'))
        {
            return true;
        }

        int colon = path.IndexOf("://", StringComparison.Ordinal);
        return colon > 0
            && char.IsAsciiLetter(path[0])
            && path.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
    }

    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-"
    );
}
