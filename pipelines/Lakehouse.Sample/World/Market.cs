using System.Text;
using Lakehouse.Sample.Chance;

namespace Lakehouse.Sample.World;

/// <summary>The companies of the market, made family by family so that a large market needs no large memory.</summary>
/// <param name="options">How many companies.</param>
internal sealed class Market(SampleOptions options)
{
    private const double GroupShare = 0.08;
    private const double FranchiseShare = 0.015;
    private const double FreeMailShare = 0.05;
    private const double NamesakeShare = 0.02;
    private const double ScannerShare = 0.07;
    private Company? _lastSingle;

    /// <summary>The families one after the other: single companies, groups with their parts, franchises of one brand.</summary>
    public IEnumerable<IReadOnlyList<Company>> Families()
    {
        int next = 0;
        for (int family = 0; next < options.Accounts; family++)
        {
            RandomStream chance = RandomStream.Of(options.Seed, "family", family);
            IReadOnlyList<Company> companies = MakeFamily(family, next, chance);
            next += companies.Count;
            yield return companies;
        }
    }

    // The first families are what every sample must have, however small: a group with its own domains, one with a
    // shared domain, a franchise, a business on free mail.
    private static CompanyKind KindOf(int family, RandomStream chance)
    {
        double mark = chance.NextDouble();
        return family switch
        {
            0 or 1 => CompanyKind.GroupParent,
            2 => CompanyKind.Franchise,
            3 => CompanyKind.FreeMail,
            10 => CompanyKind.Namesake,
            _ when mark < GroupShare => CompanyKind.GroupParent,
            _ when mark < GroupShare + FranchiseShare => CompanyKind.Franchise,
            _ when mark < GroupShare + FranchiseShare + FreeMailShare => CompanyKind.FreeMail,
            _ when mark > 1 - NamesakeShare && family > 10 => CompanyKind.Namesake,
            _ => CompanyKind.Single,
        };
    }

    private static string Slug(string name)
    {
        StringBuilder slug = new();
        foreach (char letter in name.Where(char.IsAsciiLetterOrDigit))
        {
            slug.Append(char.ToLowerInvariant(letter));
        }

        return slug.ToString();
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

    // Beginnings and ends pair up without repeating; a larger market gets a second word.
    private static string StemOf(int index)
    {
        int beginnings = NameLists.CompanyBeginnings.Count;
        int ends = NameLists.CompanyEnds.Count;
        int beginning = index % beginnings;
        int round = index / beginnings;
        string stem = NameLists.CompanyBeginnings[beginning] + NameLists.CompanyEnds[(beginning + round) * 7 % ends];
        int more = round / ends;
        return more == 0 ? stem : $"{stem} {NameLists.CompanyBeginnings[(more - 1) % beginnings]}";
    }

    private IReadOnlyList<Company> MakeFamily(int family, int next, RandomStream chance)
    {
        CompanyKind kind = KindOf(family, chance);
        int room = options.Accounts - next;
        int size = kind switch
        {
            CompanyKind.GroupParent => Math.Min(chance.NextInt(2, 5), room),
            CompanyKind.Franchise => Math.Min(chance.NextInt(3, 5), room),
            _ => 1,
        };
        bool sharesDomain = family == 1 || (family > 1 && chance.Chance(0.5));
        List<Company> companies = [];
        for (int member = 0; member < size; member++)
        {
            CompanyKind memberKind = (kind, member, sharesDomain) switch
            {
                (CompanyKind.GroupParent, > 0, true) => CompanyKind.SharedDomainSubsidiary,
                (CompanyKind.GroupParent, > 0, false) => CompanyKind.Subsidiary,
                _ => kind,
            };
            companies.Add(MakeCompany(next + member, memberKind, companies));
        }

        _lastSingle = kind == CompanyKind.Single ? companies[0] : _lastSingle;

        return companies;
    }

    private Company MakeCompany(int index, CompanyKind kind, List<Company> family)
    {
        RandomStream chance = RandomStream.Of(options.Seed, "company", index);
        Company? head = family.Count > 0 ? family[0] : null;
        Place place = PlaceOf(kind, head, chance);
        Sector sector = kind == CompanyKind.Franchise && head is not null ? head.Sector : chance.Pick(Sector.All);
        Segment segment = kind switch
        {
            CompanyKind.FreeMail or CompanyKind.Franchise => Segment.SmallBusiness,
            CompanyKind.GroupParent => Segment.Enterprise,
            _ => (Segment)chance.PickWeighted([.. SegmentProfile.All.Select(each => each.Share)]),
        };
        int cityIndex = kind == CompanyKind.Franchise
            ? family.Count % place.Cities.Count
            : chance.NextInt(place.Cities.Count);
        (string shortName, string? domain) = NameOf(index, kind, (place, sector, cityIndex), family);
        (int fewest, int most) = SegmentProfile.Of(segment).Employees;
        int employees = (int)(fewest * PortableMath.Pow((double)most / fewest, chance.NextDouble()));
        return new Company
        {
            Index = index,
            Number = $"C{index + 1:D6}",
            Kind = kind,
            ShortName = shortName,
            LegalName = $"{shortName} {chance.Pick(place.LegalForms)}",
            Domain = domain,
            Place = place,
            CityIndex = cityIndex,
            Sector = sector,
            Segment = segment,
            Employees = employees,
            Revenue = decimal.Round((decimal)(employees * chance.NextLogNormal(140_000, 0.4)) / 10_000m) * 10_000m,
            Parent = kind is CompanyKind.Subsidiary or CompanyKind.SharedDomainSubsidiary ? head : null,
            ScansMail = kind != CompanyKind.FreeMail && chance.Chance(ScannerShare),
            People = MakePeople(index, domain, place, SegmentProfile.Of(segment).BuyingGroup),
        };
    }

    private Place PlaceOf(CompanyKind kind, Company? head, RandomStream chance)
    {
        Place drawn = Place.All[chance.PickWeighted([.. Place.All.Select(each => each.Share)])];
        return kind switch
        {
            CompanyKind.Franchise when head is not null => head.Place,
            CompanyKind.Namesake when drawn == _lastSingle!.Place => Place.All[(drawn.Code == "US") ? 2 : 0],
            _ => drawn,
        };
    }

    private (string ShortName, string? Domain) NameOf(
        int index,
        CompanyKind kind,
        (Place Place, Sector Sector, int City) what,
        List<Company> family)
    {
        Company? head = family.Count > 0 ? family[0] : null;
        bool usesHeadsName = kind is CompanyKind.Franchise or CompanyKind.SharedDomainSubsidiary;
        string stem = StemOf(usesHeadsName && head is not null ? head.Index : index);
        string word = what.Sector.Words[(index / 60) % what.Sector.Words.Count];
        string shortName = kind switch
        {
            CompanyKind.Franchise => $"{stem} {what.Sector.Words[0]} {what.Place.Cities[what.City]}",
            CompanyKind.GroupParent => $"{stem} Group",
            CompanyKind.Namesake => _lastSingle!.ShortName,
            _ => $"{stem} {word}",
        };
        if (family.Exists(other => other.ShortName == shortName))
        {
            shortName += $" {what.Place.Cities[what.City]}";
        }

        string? domain = kind switch
        {
            CompanyKind.FreeMail => null,
            CompanyKind.SharedDomainSubsidiary => head!.Domain,
            CompanyKind.Franchise => head?.Domain ?? $"{Slug(stem)}{Slug(what.Sector.Words[0])}.example",
            CompanyKind.Namesake => $"{Slug(shortName)}-{Slug(what.Place.Code)}.example",
            _ => $"{Slug(shortName)}.example",
        };
        return (shortName, domain);
    }

    private List<Person> MakePeople(int index, string? domain, Place place, (int Fewest, int Most) group)
    {
        RandomStream chance = RandomStream.Of(options.Seed, "people", index);
        List<Person> people = [];
        HashSet<string> used = new(StringComparer.Ordinal);
        int count = chance.NextInt(group.Fewest, group.Most);
        for (int i = 0; i < count; i++)
        {
            string first = chance.Pick(NameLists.FirstNames);
            string last = chance.Pick(NameLists.LastNames);
            string host = domain ?? chance.Pick(NameLists.FreeMailDomains);
            string local = domain is null
                ? $"{Ascii(first)}.{Ascii(last)}{chance.NextInt(10, 99)}"
                : $"{Ascii(first)}.{Ascii(last)}";
            while (!used.Add(local))
            {
                local += "2";
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
}
