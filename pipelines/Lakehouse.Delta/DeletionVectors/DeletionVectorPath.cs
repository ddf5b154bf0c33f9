using Lakehouse.Delta.Paths;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Where the file of a deletion vector lies.</summary>
internal static class DeletionVectorPath
{
    private const int IdLetters = 20;

    /// <summary>The file: below the table root with <c>/</c> between folders, or an absolute path or URI.</summary>
    /// <returns>The path, or null where the descriptor's text is no place of a file.</returns>
    internal static string? TryOf(DeletionVectorDescriptor descriptor) =>
        descriptor.StorageType switch
        {
            "u" => Relative(descriptor.PathOrInline),
            "p" => LogPath.Decode(descriptor.PathOrInline),
            _ => null,
        };

    /// <summary>The name of a file, which its id alone decides.</summary>
    internal static string NameOf(Guid id) => $"deletion_vector_{id:D}.bin";

    /// <summary>The text that a descriptor has for a file of that id in the table root.</summary>
    internal static string TextOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Z85.Encode(bytes);
    }

    private static string? Relative(string text)
    {
        if (text.Length < IdLetters || Z85.TryDecode(text.AsSpan(text.Length - IdLetters)) is not { Length: 16 } id)
        {
            return null;
        }

        string name = NameOf(new Guid(id, bigEndian: true));
        string folder = text[..^IdLetters].Trim('/');
        return folder.Length == 0 ? name : $"{folder}/{name}";
    }
}
