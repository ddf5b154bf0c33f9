using System.Buffers;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Flaws;

/// <summary>One file as it is delivered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lines">Its lines without the header and without line ends.</param>
internal sealed record Delivery(string Name, IReadOnlyList<ReadOnlyMemory<byte>> Lines)
{
    /// <summary>How many lines no reader can take.</summary>
    public int MalformedCount { get; init; }

    /// <summary>Columns behind those of the contract.</summary>
    public IReadOnlyList<string> MoreColumns { get; init; } = [];

    /// <summary>Whether it begins with a byte order mark and ends its lines as Windows does.</summary>
    public bool IsFromWindows { get; init; }

    /// <summary>Whether the last line is not ended.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>The file's content, not compressed.</summary>
    /// <param name="layout">What the rows look like.</param>
    public ReadOnlySpan<byte> ToBytes(ExtractLayout layout)
    {
        ReadOnlySpan<byte> lineEnd = IsFromWindows ? "\r\n"u8 : "\n"u8;
        ArrayBufferWriter<byte> file = new(Lines.Sum(line => line.Length + 2) + 1024);
        if (IsFromWindows)
        {
            file.Write("\uFEFF"u8);
        }

        if (!layout.IsNdjson)
        {
            RowText.WriteCsv([.. layout.Columns, .. MoreColumns], file);
            file.Write(lineEnd);
        }

        for (int i = 0; i < Lines.Count; i++)
        {
            file.Write(Lines[i].Span);
            if (i < Lines.Count - 1 || !IsCutOff)
            {
                file.Write(lineEnd);
            }
        }

        return file.WrittenSpan;
    }
}
