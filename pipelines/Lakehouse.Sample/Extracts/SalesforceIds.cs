namespace Lakehouse.Sample.Extracts;

/// <summary>Makes ids as Salesforce does: an object's prefix, a counter, and three letters that check the case.</summary>
internal sealed class SalesforceIds
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string CheckLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private readonly Dictionary<string, long> _used = new(StringComparer.Ordinal);

    /// <summary>The next id of an object.</summary>
    /// <param name="prefix">The object's three letters, for example <c>001</c> for accounts.</param>
    public string Next(string prefix)
    {
        long number = _used.GetValueOrDefault(prefix) + 1;
        _used[prefix] = number;
        Span<char> id = stackalloc char[18];
        prefix.AsSpan().CopyTo(id);
        "5g0000".AsSpan().CopyTo(id[3..]);
        for (int position = 14; position >= 9; position--)
        {
            id[position] = Digits[(int)(number % Digits.Length)];
            number /= Digits.Length;
        }

        for (int block = 0; block < 3; block++)
        {
            int upper = 0;
            for (int i = 0; i < 5; i++)
            {
                upper |= (char.IsAsciiLetterUpper(id[(block * 5) + i]) ? 1 : 0) << i;
            }

            id[15 + block] = CheckLetters[upper];
        }

        return new string(id);
    }

    /// <summary>The next number of a kind of id that is a plain number or has a prefix.</summary>
    /// <param name="kind">The kind.</param>
    public long NextNumber(string kind)
    {
        long number = _used.GetValueOrDefault(kind) + 1;
        _used[kind] = number;
        return number;
    }
}
