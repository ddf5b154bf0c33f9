using Microsoft.Win32.SafeHandles;

namespace Lakehouse.Delta.Stores;

/// <summary>Reads files of this machine.</summary>
internal static class LocalReading
{
    /// <summary>A whole file, or null where there is none.</summary>
    internal static byte[]? TryRead(string location)
    {
        using SafeFileHandle? file = TryOpen(location);
        return file is null ? null : Read(file, 0, checked((int)RandomAccess.GetLength(file)), location);
    }

    /// <summary>A part of a file, cut at its end, or null where there is none.</summary>
    internal static byte[]? TryReadRange(string location, long offset, int length)
    {
        using SafeFileHandle? file = TryOpen(location);
        return file is null
            ? null
            : Read(file, offset, (int)Math.Clamp(RandomAccess.GetLength(file) - offset, 0, length), location);
    }

    private static SafeFileHandle? TryOpen(string location)
    {
        try
        {
            return File.OpenHandle(location, share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static byte[] Read(SafeFileHandle file, long offset, int length, string location)
    {
        byte[] content = new byte[length];
        int position = 0;
        while (position < content.Length)
        {
            int count = RandomAccess.Read(file, content.AsSpan(position), offset + position);
            position +=
                count > 0
                    ? count
                    : throw new EndOfStreamException($"'{location}' ends at byte {position} of {content.Length}.");
        }

        return content;
    }
}
