using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Tests.Flaws;

public sealed class MisspellingTests
{
    private static readonly Company[] Companies =
        [.. new Market(new SampleOptions { Accounts = 200 }).Families().SelectMany(family => family)];

    [Fact]
    public void A_reformatted_name_is_equal_once_legal_form_case_marks_and_blanks_are_gone()
    {
        RandomStream chance = RandomStream.Of(1, "reformat");
        foreach (Company company in Companies)
        {
            Assert.All(
                Enumerable.Range(0, 20).Select(_ => Misspelling.Reformat(company, chance)),
                name => Assert.Equal(Normalised(company, company.ShortName), Normalised(company, name)));
        }
    }

    [Fact]
    public void A_mistyped_name_differs_in_one_slip()
    {
        RandomStream chance = RandomStream.Of(1, "mistype");
        foreach (Company company in Companies)
        {
            string slip = Misspelling.Mistype(company.ShortName, chance);

            Assert.NotEqual(company.ShortName, slip);
            Assert.InRange(slip.Length - company.ShortName.Length, -1, 1);
            Assert.True(slip.Length != company.ShortName.Length || slip.Order().SequenceEqual(company.ShortName.Order()), slip);
        }
    }

    [Fact]
    public void No_two_companies_share_a_name_or_a_domain_but_for_a_reason()
    {
        Company[] many = [.. new Market(new SampleOptions { Accounts = 6_000 }).Families().SelectMany(family => family)];
        IEnumerable<IGrouping<string, Company>> sameName = many.GroupBy(company => company.ShortName, StringComparer.Ordinal)
            .Where(group => group.Count(company => company.Kind != CompanyKind.Namesake) > 1);
        IEnumerable<IGrouping<string, Company>> sameDomain = many.Where(company => company.Domain is not null)
            .GroupBy(company => company.Domain!, StringComparer.Ordinal)
            .Where(group => group.Count(company => company.Kind
                is not (CompanyKind.Franchise or CompanyKind.SharedDomainSubsidiary or CompanyKind.Namesake)) > 1);

        Assert.Equal(6_000, many.Length);
        Assert.Empty(sameName.Select(group => group.Key));
        Assert.Empty(sameDomain.Select(group => group.Key));
    }

    private static string Normalised(Company company, string name)
    {
        string plain = name.Replace('\u00A0', ' ').ToUpperInvariant().Trim();
        foreach (string form in company.Place.LegalForms.OrderByDescending(form => form.Length).Select(form => form.ToUpperInvariant()))
        {
            plain = plain.TrimEnd('.', ' ');
            plain = plain.EndsWith($" {form.TrimEnd('.')}", StringComparison.Ordinal) ? plain[..^(form.TrimEnd('.').Length + 1)] : plain;
        }

        return string.Concat(plain.Where(char.IsLetterOrDigit));
    }
}
