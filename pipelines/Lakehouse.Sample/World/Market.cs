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
        int family = 0;
        while (next < options.Accounts)
        {
            RandomStream chance = RandomStream.Of(options.Seed, "family", family);
            List<Company> companies = MakeFamily(family, next, chance);
            next += companies.Count;
            family++;
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

    private List<Company> MakeFamily(int family, int next, RandomStream chance)
    {
        CompanyKind kind = KindOf(family, chance);
        int room = options.Accounts - next;
        int size = 1;
        if (kind is CompanyKind.GroupParent or CompanyKind.Franchise)
        {
            size = Math.Min(chance.NextInt(kind == CompanyKind.Franchise ? 3 : 2, 5), room);
        }

        bool sharesDomain = family == 1 || (family > 1 && chance.Chance(0.5));
        List<Company> companies = [];
        for (int member = 0; member < size; member++)
        {
            CompanyKind memberKind = kind;
            if (kind == CompanyKind.GroupParent && member > 0)
            {
                memberKind = sharesDomain ? CompanyKind.SharedDomainSubsidiary : CompanyKind.Subsidiary;
            }

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
        Segment segment = SegmentOf(kind, chance);
        int cityIndex = kind == CompanyKind.Franchise
            ? family.Count % place.Cities.Count
            : chance.NextInt(place.Cities.Count);
        (string shortName, string? domain) =
            CompanyNames.NameOf(index, kind, (place, sector, cityIndex), family, _lastSingle);
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
            People = PeopleOf(index, domain, place, segment),
        };
    }

    private Place PlaceOf(CompanyKind kind, Company? head, RandomStream chance)
    {
        Place drawn = Place.All[chance.PickWeighted([.. Place.All.Select(each => each.Share)])];
        if (kind == CompanyKind.Franchise && head is not null)
        {
            return head.Place;
        }

        // A namesake lives in another country than the company whose name it has.
        bool isTaken = kind == CompanyKind.Namesake && drawn == _lastSingle!.Place;
        Place other = drawn.Code == "US" ? Place.All[2] : Place.All[0];
        return isTaken ? other : drawn;
    }

    private List<Person> PeopleOf(int index, string? domain, Place place, Segment segment)
    {
        RandomStream chance = RandomStream.Of(options.Seed, "people", index);
        (int fewest, int most) = SegmentProfile.Of(segment).BuyingGroup;
        return People.Of(chance, index, domain, place, chance.NextInt(fewest, most));
    }

    private static Segment SegmentOf(CompanyKind kind, RandomStream chance)
    {
        if (kind == CompanyKind.GroupParent)
        {
            return Segment.Enterprise;
        }

        return kind is CompanyKind.FreeMail or CompanyKind.Franchise
            ? Segment.SmallBusiness
            : (Segment)chance.PickWeighted([.. SegmentProfile.All.Select(each => each.Share)]);
    }
}
