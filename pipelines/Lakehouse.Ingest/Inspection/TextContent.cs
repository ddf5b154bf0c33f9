using Lakehouse.Ingest.Files;

namespace Lakehouse.Ingest.Inspection;

/// <summary>Refuses files that are not text.</summary>
internal static class TextContent
{
    /// <summary>Looks at a file's first bytes.</summary>
    /// <param name="bytes">The first bytes, unpacked and in UTF-8.</param>
    /// <param name="file">The file.</param>
    /// <param name="expected">What the contract expects.</param>
    /// <exception cref="IngestException"><c>LH3011</c>: it is a page. <c>LH3012</c>: it is something else.</exception>
    public static void Check(ReadOnlySpan<byte> bytes, LandedFile file, string expected)
    {
        string? found = ContentSniffer.WhatElse(bytes[..Math.Min(bytes.Length, ContentSniffer.WindowBytes)]);
        if (found is null)
        {
            return;
        }

        bool isPage = found.Contains("page", StringComparison.Ordinal);
        throw new IngestException(
            isPage ? "LH3011" : "LH3012",
            $"found {found} in {file.FullPath}, expected {expected}.",
            isPage
                ? "Open the file: it is probably the log-in or error page that the download answered with. Download it again."
                : "Ask the sender for the file again, or correct format and encoding in the source's contract.");
    }
}
