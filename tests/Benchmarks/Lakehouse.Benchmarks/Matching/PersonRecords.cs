using System.Globalization;
using System.Text;

namespace Lakehouse.Benchmarks.Matching;

/// <summary>Writes records of persons with known clusters: one to five records a person, with typos, gaps and swapped names.</summary>
/// <remarks>
/// Names and cities are drawn as they occur in life: few are common, most are rare (Zipf 1949). Equal counts and seeds
/// give equal files. Columns: unique_id, first_name, surname, dob, city, email, cluster.
/// </remarks>
internal sealed class PersonRecords(int seed)
{
    private const int FirstNames = 2_500;
    private const int Surnames = 30_000;
    private const int Cities = 400;
    private const int Domains = 4_000;

    private static readonly string[] Onsets = ["b", "br", "c", "ch", "d", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
    private static readonly string[] Codas = ["", "", "l", "n", "r", "s", "t", "th", "ck", "nd", "rd", "m"];

    private readonly Random _random = new(seed);
    private readonly string[] _firstNames = Words(FirstNames, 1, seed + 1);
    private readonly string[] _surnames = Words(Surnames, 2, seed + 2);
    private readonly string[] _cities = Words(Cities, 3, seed + 3);
    private readonly string[] _domains = Words(Domains, 2, seed + 4);

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="count">How many records.</param>
    internal void Write(string path, int count)
    {
        using StreamWriter file = new(path, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        file.WriteLine("unique_id,first_name,surname,dob,city,email,cluster");
        int written = 0;
        for (int cluster = 0; written < count; cluster++)
        {
            Person person = NewPerson();
            int records = Math.Min(count - written, Records());
            for (int copy = 0; copy < records; copy++)
            {
                Person record = copy == 0 ? person : Corrupted(person);
                file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written},{record.FirstName},{record.Surname},{record.Birth},{record.City},{record.Email},{cluster}"));
                written++;
            }
        }
    }

    private static string[] Words(int count, int syllables, int seed)
    {
        Random random = new(seed);
        HashSet<string> words = [];
        while (words.Count < count)
        {
            StringBuilder word = new();
            int length = syllables + random.Next(2);
            for (int syllable = 0; syllable < length; syllable++)
            {
                word.Append(Onsets[random.Next(Onsets.Length)]).Append(Vowels[random.Next(Vowels.Length)]).Append(Codas[random.Next(Codas.Length)]);
            }

            words.Add(string.Concat(char.ToUpperInvariant(word[0]).ToString(), word.ToString(1, word.Length - 1)));
        }

        return [.. words];
    }

    private int Records() => _random.NextDouble() switch
    {
        < 0.45 => 1,
        < 0.70 => 2,
        < 0.85 => 3,
        < 0.94 => 4,
        _ => 5,
    };

    // Inverse of Zipf's distribution with exponent 1, by the logarithm of the rank.
    private string Common(string[] words) => words[(int)Math.Min(words.Length - 1, Math.Exp(_random.NextDouble() * Math.Log(words.Length + 1)) - 1)];

    private Person NewPerson()
    {
        string first = Common(_firstNames);
        string surname = _random.Next(3) == 0 ? _surnames[_random.Next(_surnames.Length)] : Common(_surnames);
        string birth = new DateOnly(1930, 1, 1).AddDays(_random.Next(29_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string user = _random.Next(3) switch
        {
            0 => $"{first}.{surname}",
            1 => $"{first[0]}.{surname}",
            _ => $"{first}{surname[0]}",
        };
        string email = string.Create(CultureInfo.InvariantCulture, $"{user}{_random.Next(1, 99)}@{Common(_domains)}.com").ToLowerInvariant();
        return new Person(first, surname, birth, Common(_cities), email);
    }

    private Person Corrupted(Person person)
    {
        bool swaps = _random.NextDouble() < 0.03;
        return new Person(
            Flawed(swaps ? person.Surname : person.FirstName, gap: 0.10, typo: 0.15),
            Flawed(swaps ? person.FirstName : person.Surname, gap: 0.10, typo: 0.15),
            Flawed(person.Birth, gap: 0.10, typo: 0.12),
            Flawed(_random.NextDouble() < 0.1 ? Common(_cities) : person.City, gap: 0.15, typo: 0.10),
            Flawed(person.Email, gap: 0.25, typo: 0.12));
    }

    private string Flawed(string value, double gap, double typo)
    {
        double chance = _random.NextDouble();
        if (chance < gap)
        {
            return string.Empty;
        }

        return chance < gap + typo && value.Length > 2 ? Typo(value) : value;
    }

    private string Typo(string value)
    {
        int at = _random.Next(value.Length - 1);
        char other = char.IsAsciiDigit(value[at]) ? (char)('0' + _random.Next(10)) : (char)('a' + _random.Next(26));
        bool isDate = value.Length == 10 && value[4] == '-';
        if (isDate && value[at] == '-')
        {
            at++;
            other = (char)('0' + _random.Next(10));
        }

        return (isDate ? 0 : _random.Next(4)) switch
        {
            0 => value[..at] + other + value[(at + 1)..],
            1 => value[..at] + value[(at + 1)..],
            2 => value[..at] + other + value[at..],
            _ => value[..at] + value[at + 1] + value[at] + value[(at + 2)..],
        };
    }

    private sealed record Person(string FirstName, string Surname, string Birth, string City, string Email);
}
