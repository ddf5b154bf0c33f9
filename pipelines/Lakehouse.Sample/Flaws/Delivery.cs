using System.Text;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Flaws;

/// <summary>One file as it is delivered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lines">Its lines without the header and without line ends, in bytes.</param>
internal sealed record Delivery(string Name, IReadOnlyList<byte[]> Lines)
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
    public byte[] ToBytes(ExtractLayout layout)
    {
        byte[] lineEnd = IsFromWindows ? "\r\n"u8.ToArray() : "\n"u8.ToArray();
        using MemoryStream stream = new();
        if (IsFromWindows)
        {
            stream.Write([0xEF, 0xBB, 0xBF]);
        }

        if (!layout.IsNdjson)
        {
            stream.Write(Encoding.UTF8.GetBytes(RowText.Csv([.. layout.Columns, .. MoreColumns])));
            stream.Write(lineEnd);
        }

        for (int i = 0; i < Lines.Count; i++)
        {
            stream.Write(Lines[i]);
            if (i < Lines.Count - 1 || !IsCutOff)
            {
                stream.Write(lineEnd);
            }
        }

        return stream.ToArray();
    }
}
