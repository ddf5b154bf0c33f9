using System.Text;
using Lakehouse.Sample.Chance;

namespace Lakehouse.Sample.World;

/// <summary>Makes the people of a company.</summary>
internal static class People
{
    /// <summary>The people who take part in buying.</summary>
    /// <param name="chance">The company's stream for people.</param>
    /// <param name="index">The company's position in the market.</param>
    /// <param name="domain">Its web domain; null where people write from free-mail addresses.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="count">How many people.</param>
    public static List<Person> Of(RandomStream chance, int index, string? domain, Place place, int count)
    {
        List<Person> people = [];
        HashSet<string> used = new(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string first = chance.Pick(NameLists.FirstNames);
            string last = chance.Pick(NameLists.LastNames);
            string host = domain ?? chance.Pick(NameLists.FreeMailDomains);
            string name = $"{Ascii(first)}.{Ascii(last)}";
            string local = domain is null ? $"{name}{chance.NextInt(10, 99)}" : name;
            int more = 2;
            while (!used.Add(local))
            {
                local = $"{name}{more}";
                more++;
            }

            (string title, string department, string role) = NameLists.Jobs[(i + index) % NameLists.Jobs.Count];
            people.Add(new Person
            {
                Number = $"P{(index * 10) + i + 1:D7}",
                FirstName = first,
                LastName = last,
                Email = $"{local}@{host}",
                Phone = $"{place.PhoneCode} 555 {chance.NextInt(100, 999)} {chance.NextInt(1000, 9999)}",
                Title = title,
                Department = department,
                Role = role,
                VisitorId = $"v{index:x5}{i:x1}{chance.NextInt(1 << 20):x5}",
            });
        }

        return people;
    }

    private static string Ascii(string name)
    {
        StringBuilder plain = new();
        foreach (char letter in name)
        {
            plain.Append(letter switch
            {
                'ü' => "ue",
                'ö' => "oe",
                'é' or 'è' or 'ë' => "e",
                'í' => "i",
                'ç' => "c",
                _ when char.IsAsciiLetter(letter) => char.ToLowerInvariant(letter).ToString(),
                _ => "",
            });
        }

        return plain.ToString();
    }
}
