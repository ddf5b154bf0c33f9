using System.Text;

namespace Lakehouse.Ingest.Inspection;

/// <summary>Finds encodings by name.</summary>
internal static class TextEncoding
{
    /// <summary>Finds the encoding that a contract names.</summary>
    /// <param name="name">Its IANA name; <c>latin1</c> and <c>cp1252</c> are known too.</param>
    /// <param name="where">The source and entity, for the error.</param>
    /// <returns>The encoding, or null when it is UTF-8 or ASCII, which need no conversion.</returns>
    /// <exception cref="IngestException"><c>LH3003</c>: there is no such encoding.</exception>
    public static Encoding? Find(string name, string where)
    {
        string wanted = name.Trim().ToLowerInvariant() switch
        {
            "latin1" or "latin-1" => "iso-8859-1",
            "cp1252" or "ansi" => "windows-1252",
            "utf8" => "utf-8",
            "utf16" => "utf-16",
            var other => other,
        };
        if (wanted is "utf-8" or "us-ascii" or "ascii")
        {
            return null;
        }

        try
        {
            // The provider knows the Windows and IBM code pages and answers null for what the platform itself knows.
            return CodePagesEncodingProvider.Instance.GetEncoding(wanted) ?? Encoding.GetEncoding(wanted);
        }
        catch (ArgumentException cause)
        {
            throw new IngestException(
                "LH3003",
                $"found the encoding '{name}' in the contract of {where}, expected an IANA name such as utf-8, iso-8859-1, windows-1252 or utf-16.",
                "Correct the encoding in the source's file.",
                cause);
        }
    }
}
