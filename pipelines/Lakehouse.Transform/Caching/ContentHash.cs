using System.Security.Cryptography;
using System.Text;

namespace Lakehouse.Transform.Caching;

/// <summary>Names texts by their content.</summary>
internal static class ContentHash
{
    /// <summary>The SHA-256 of a text in UTF-8: 64 lower case hexadecimal digits.</summary>
    internal static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
