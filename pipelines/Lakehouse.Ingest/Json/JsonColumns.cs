using System.Text;
using System.Text.Json;

namespace Lakehouse.Ingest.Json;

/// <summary>The names that objects of a file have, numbered in the order of first appearance. Case counts.</summary>
internal sealed class JsonColumns
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<byte[]> _utf8Names = [];
    private readonly List<bool> _isConfirmed = [];

    /// <summary>The names that objects have which could be read to their end.</summary>
    public IReadOnlyList<string> Confirmed => [.. _names.Where((_, number) => _isConfirmed[number])];

    /// <summary>Says that an object with these names could be read to its end.</summary>
    /// <param name="numbers">The names' numbers.</param>
    public void Confirm(List<int> numbers)
    {
        foreach (int number in numbers)
        {
            _isConfirmed[number] = true;
        }
    }

    /// <summary>Numbers a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Its number, from 0; a new one for a new name.</returns>
    public int Add(string name)
    {
        if (!_numbers.TryGetValue(name, out int number))
        {
            number = _names.Count;
            _numbers.Add(name, number);
            _names.Add(name);
            _utf8Names.Add(Encoding.UTF8.GetBytes(name));
            _isConfirmed.Add(false);
        }

        return number;
    }

    /// <summary>Numbers the name on which a reader stands.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="likely">The number that the name probably has: objects of a file tend to have one order.</param>
    /// <returns>Its number.</returns>
    public int Add(ref Utf8JsonReader reader, int likely) =>
        likely < _utf8Names.Count && reader.ValueTextEquals(_utf8Names[likely]) ? likely : Add(reader.GetString()!);
}
