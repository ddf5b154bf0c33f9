using System.Text;

namespace Lakehouse.Sample.World;

/// <summary>Makes companies' names and web domains: no two alike, but where likeness is the point.</summary>
internal static class CompanyNames
{
    /// <summary>The name and domain of a company.</summary>
    /// <param name="index">Its position in the market.</param>
    /// <param name="kind">What makes it special.</param>
    /// <param name="what">Where it is, what it does, in which of the country's cities.</param>
    /// <param name="family">The members of its family so far.</param>
    /// <param name="model">For a namesake, the company whose name it has.</param>
    public static (string ShortName, string? Domain) NameOf(
        int index,
        CompanyKind kind,
        (Place Place, Sector Sector, int City) what,
        List<Company> family,
        Company? model)
    {
        Company? head = family.Count > 0 ? family[0] : null;
        bool usesHeadsName = kind is CompanyKind.Franchise or CompanyKind.SharedDomainSubsidiary;
        string stem = StemOf(usesHeadsName && head is not null ? head.Index : index);
        string word = what.Sector.Words[(index / 60) % what.Sector.Words.Count];
        string shortName = $"{stem} {word}";
        if (kind == CompanyKind.Franchise)
        {
            shortName = $"{stem} {what.Sector.Words[0]} {what.Place.Cities[what.City]}";
        }
        else if (kind == CompanyKind.GroupParent)
        {
            shortName = $"{stem} Group";
        }
        else if (kind == CompanyKind.Namesake)
        {
            shortName = model!.ShortName;
            return (shortName, $"{Slug(shortName)}-{Slug(what.Place.Code)}.example");
        }

        if (family.Exists(other => other.ShortName == shortName))
        {
            shortName += $" {family.Count + 1}";
        }

        return (shortName, DomainOf(kind, shortName, $"{stem}{what.Sector.Words[0]}", head));
    }

    private static string? DomainOf(CompanyKind kind, string shortName, string brand, Company? head)
    {
        if (kind == CompanyKind.FreeMail)
        {
            return null;
        }

        if (kind is CompanyKind.SharedDomainSubsidiary or CompanyKind.Franchise && head is not null)
        {
            return head.Domain;
        }

        return $"{Slug(kind == CompanyKind.Franchise ? brand : shortName)}.example";
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

    private static string Slug(string name)
    {
        StringBuilder slug = new();
        foreach (char letter in name.Where(char.IsAsciiLetterOrDigit))
        {
            slug.Append(char.ToLowerInvariant(letter));
        }

        return slug.ToString();
    }
}
