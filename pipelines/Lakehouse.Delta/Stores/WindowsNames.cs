using System.Buffers;

namespace Lakehouse.Delta.Stores;

/// <summary>The names that Windows takes for something else: it drops, refuses or redirects them.</summary>
/// <remarks>
/// A trailing dot or space is dropped without a word, a device's name opens the device, whatever its extension, a
/// colon names a stream of a file, and a backslash would be a folder. Such a name is refused, because the file would be another one.
/// </remarks>
internal static class WindowsNames
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"|?*\\");

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM\u00b9", "COM\u00b2", "COM\u00b3",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT\u00b9", "LPT\u00b2", "LPT\u00b3",
    };

    /// <summary>Refuses a path that Windows cannot keep as it is.</summary>
    /// <param name="path">The path, with <c>/</c> between folders.</param>
    /// <exception cref="DeltaException"><c>LH1005</c>: a part of it cannot be a name.</exception>
    internal static void Require(string path)
    {
        if (path.Split('/').FirstOrDefault(part => !CanBe(part)) is { } part)
        {
            throw new DeltaException(
                "LH1005",
                $"The part '{part}' of the path '{path}' cannot be a name on Windows, which would keep another file.",
                "Keep this table on Linux, macOS or an object store, or write its partitions under other names."
            );
        }
    }

    private static bool CanBe(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ');
        return !name.AsSpan().ContainsAny(Forbidden)
            && !name.AsSpan().ContainsAnyInRange('\0', '\u001f')
            && !name.EndsWith('.')
            && !name.EndsWith(' ')
            && !Devices.Contains(stem);
    }
}
