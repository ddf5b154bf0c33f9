using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lakehouse.Ingest.Preparation;

/// <summary>Shows bytes that may not be text.</summary>
internal static class RawText
{
    /// <summary>Reads UTF-8. A byte that is none, and NUL, become <c>\x</c> and two digits, so that no byte is lost.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The text.</returns>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int used);
            if (status == OperationStatus.Done && rune.Value != 0)
            {
                text.Append(rune.ToString());
            }
            else
            {
                used = 1;
                text.Append("\\x").Append(bytes[0].ToString("X2", CultureInfo.InvariantCulture));
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }
}
