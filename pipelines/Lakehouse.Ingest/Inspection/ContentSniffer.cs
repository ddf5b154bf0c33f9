using System.Text;

namespace Lakehouse.Ingest.Inspection;

/// <summary>Recognises files that are not what their name says.</summary>
internal static class ContentSniffer
{
    /// <summary>How many bytes of a file are looked at.</summary>
    public const int WindowBytes = 4096;

    private static readonly (byte[] Magic, string Name)[] Binaries =
    [
        ("PAR1"u8.ToArray(), "a Parquet file"),
        ("PK\u0003\u0004"u8.ToArray(), "a ZIP archive or an Excel workbook"),
        ("%PDF"u8.ToArray(), "a PDF document"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word file"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive"),
        ("BZh"u8.ToArray(), "a bzip2 archive"),
        ([0xFF, 0xFE], "text in UTF-16"),
        ([0xFE, 0xFF], "text in UTF-16"),
    ];

    /// <summary>Whether a file begins as gzip does.</summary>
    /// <param name="head">Its first bytes.</param>
    /// <returns>True for gzip.</returns>
    public static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>Whether a file begins as Parquet does.</summary>
    /// <param name="head">Its first bytes.</param>
    /// <returns>True for Parquet.</returns>
    public static bool IsParquet(ReadOnlySpan<byte> head) => head.StartsWith("PAR1"u8);

    /// <summary>Says what a file is when it is surely not delimited or line-wise text.</summary>
    /// <param name="head">Its first bytes, unpacked and in UTF-8.</param>
    /// <returns>What it is, with an article; null when it may be text.</returns>
    public static string? WhatElse(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] magic, string name) in Binaries)
        {
            if (head.StartsWith(magic))
            {
                return name;
            }
        }

        if (IsMarkup(head))
        {
            return "an HTML or XML page";
        }

        int controls = 0;
        foreach (byte value in head)
        {
            controls += value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x1B or 0x1E or 0x1F) ? 1 : 0;
        }

        return controls * 10 > head.Length ? "binary data" : null;
    }

    private static bool IsMarkup(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> mark = "\uFEFF"u8;
        ReadOnlySpan<byte> text = (head.StartsWith(mark) ? head[mark.Length..] : head).TrimStart(" \t\r\n"u8);
        string start = Encoding.ASCII.GetString(text[..Math.Min(text.Length, 64)]);
        return start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<head", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<!--", StringComparison.Ordinal)
            || start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
    }
}
