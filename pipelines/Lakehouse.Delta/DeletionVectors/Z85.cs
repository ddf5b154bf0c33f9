using System.Buffers.Binary;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Bytes as text of 85 letters, five for four bytes (ZeroMQ RFC 32).</summary>
internal static class Z85
{
    private const string Letters =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    private static readonly sbyte[] Values = MakeValues();

    /// <summary>Writes bytes; a last group of fewer than four is filled with zeros.</summary>
    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        int groups = (bytes.Length + 3) / 4;
        char[] text = new char[groups * 5];
        Span<byte> group = stackalloc byte[4];
        for (int at = 0; at < groups; at++)
        {
            group.Clear();
            ReadOnlySpan<byte> rest = bytes[(at * 4)..];
            rest[..Math.Min(4, rest.Length)].CopyTo(group);
            uint value = BinaryPrimitives.ReadUInt32BigEndian(group);
            for (int letter = 4; letter >= 0; letter--)
            {
                text[(at * 5) + letter] = Letters[(int)(value % 85)];
                value /= 85;
            }
        }

        return new string(text);
    }

    /// <summary>Reads text.</summary>
    /// <returns>The bytes, or null for text that is not Z85.</returns>
    /// <remarks>
    /// A writer in the field pads a last group of fewer than four bytes with letters <c>#</c> at its front, as many as
    /// bytes are missing. No whole group begins with one, so that such a group can be told apart.
    /// </remarks>
    internal static byte[]? TryDecode(ReadOnlySpan<char> text)
    {
        if (text.Length % 5 != 0)
        {
            return null;
        }

        byte[] bytes = new byte[text.Length / 5 * 4];
        for (int at = 0; at < text.Length; at += 5)
        {
            ReadOnlySpan<char> group = text.Slice(at, 5);
            int missing = at + 5 == text.Length ? group.Length - group.TrimStart('#').Length : 0;
            if (missing > 3 || Value(group[missing..]) is not { } value || value >> (8 * (4 - missing)) != 0)
            {
                return null;
            }

            int start = at / 5 * 4;
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(start), (uint)(value << (8 * missing)));
            if (missing > 0)
            {
                return bytes[..^missing];
            }
        }

        return bytes;
    }

    private static ulong? Value(ReadOnlySpan<char> letters)
    {
        ulong value = 0;
        foreach (char letter in letters)
        {
            int digit = letter < Values.Length ? Values[letter] : -1;
            if (digit < 0)
            {
                return null;
            }

            value = (value * 85) + (ulong)digit;
        }

        return value;
    }

    private static sbyte[] MakeValues()
    {
        sbyte[] values = new sbyte[128];
        Array.Fill(values, (sbyte)-1);
        for (int at = 0; at < Letters.Length; at++)
        {
            values[Letters[at]] = (sbyte)at;
        }

        return values;
    }
}
