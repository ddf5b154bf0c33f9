using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Lakehouse.Delta.Actions;

/// <summary>The partition values of one file: names that the files of a log share, and the file's own values.</summary>
/// <remarks>A log has one such map a file and few columns, so two arrays are smaller and quicker than a hash
/// table.</remarks>
internal sealed class PartitionValueMap(string[] names, string?[] values) : IReadOnlyDictionary<string, string?>
{
    /// <summary>The map of a table without partition columns.</summary>
    internal static readonly PartitionValueMap Empty = new([], []);

    /// <inheritdoc/>
    public IEnumerable<string> Keys => names;

    /// <inheritdoc/>
    public IEnumerable<string?> Values => values;

    /// <inheritdoc/>
    public int Count => names.Length;

    /// <inheritdoc/>
    public string? this[string key] =>
        TryGetValue(key, out string? value)
            ? value
            : throw new KeyNotFoundException($"There is no partition column '{key}'.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Array.IndexOf(names, key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string? value)
    {
        int at = Array.IndexOf(names, key);
        value = at < 0 ? null : values[at];
        return at >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator()
    {
        for (int at = 0; at < names.Length; at++)
        {
            yield return new KeyValuePair<string, string?>(names[at], values[at]);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
