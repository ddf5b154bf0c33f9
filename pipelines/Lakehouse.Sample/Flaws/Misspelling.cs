using Lakehouse.Sample.Chance;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Flaws;

/// <summary>The ways in which people write the same name differently.</summary>
internal static class Misspelling
{
    /// <summary>The same name with other legal form, case, punctuation or blanks: equal once normalised.</summary>
    /// <param name="company">Whose name.</param>
    /// <param name="chance">Draws the way.</param>
    public static string Reformat(Company company, RandomStream chance) => chance.NextInt(6) switch
    {
        0 => company.LegalName.ToUpperInvariant(),
        1 => company.ShortName,
        2 => $"{company.ShortName}, {chance.Pick(company.Place.LegalForms)}.",
        3 => $" {company.LegalName}",
        4 => $"{company.ShortName.Replace(" ", "\u00A0", StringComparison.Ordinal)} {chance.Pick(company.Place.LegalForms)}",
        _ => $"{company.ShortName.ToLowerInvariant()}  {chance.Pick(company.Place.LegalForms)}",
    };

    /// <summary>How a copy of a company's account is entered.</summary>
    /// <param name="company">The company.</param>
    /// <param name="chance">Draws the way.</param>
    /// <returns>
    /// EXACT_DOMAIN: the same web site under another spelling of the name. NORMALISED_NAME: no web site, the name equal
    /// once normalised. TYPO: no web site, a slip in the name.
    /// </returns>
    public static (string Kind, string Name, string? Website) OfAccount(Company company, RandomStream chance) =>
        chance.NextDouble() switch
        {
            < 0.4 when company.Domain is not null =>
                ("EXACT_DOMAIN", Reformat(company, chance), $"www.{company.Domain}"),
            < 0.72 => ("NORMALISED_NAME", Reformat(company, chance), null),
            _ => ("TYPO", Mistype(company.ShortName, chance), null),
        };

    /// <summary>A name with a slip of the finger: two letters swapped, one dropped, one doubled.</summary>
    /// <param name="name">The name, at least three letters.</param>
    /// <param name="chance">Draws the slip.</param>
    public static string Mistype(string name, RandomStream chance)
    {
        int position = chance.NextInt(1, Math.Max(1, name.Length - 2));
        return chance.NextInt(3) switch
        {
            0 when name[position] != name[position + 1] => $"{name[..position]}{name[position + 1]}{name[position]}{name[(position + 2)..]}",
            1 => name.Remove(position, 1),
            _ => name.Insert(position, name[position].ToString()),
        };
    }

    /// <summary>An address in another case.</summary>
    /// <param name="email">The address.</param>
    /// <param name="chance">Draws the case.</param>
    public static string Recase(string email, RandomStream chance) => chance.NextInt(3) switch
    {
        0 => email.ToUpperInvariant(),
        1 => $"{char.ToUpperInvariant(email[0])}{email[1..]}",
        _ => $"{email} ",
    };
}
