using Lakehouse.Engine;
using Lakehouse.Matching.Model;

namespace Lakehouse.Matching.Tests.Model;

public sealed class LevelTextTests
{
    [Theory]
    [InlineData("exact", "anna", "anna", true)]
    [InlineData("exact", "anna", "anne", false)]
    [InlineData("normalised", "Müller-Lüdenscheidt", "muller ludenscheidt", true)]
    [InlineData("levenshtein 1", "anna", "ana", true)]
    [InlineData("levenshtein 1", "anna", "naan", false)]
    [InlineData("damerau_levenshtein 1", "anna", "nana", true)]
    [InlineData("damerau_levenshtein 1", "abcdefgh", "abcedfgh", true)]
    [InlineData("damerau_levenshtein 1", "abcdefgh", "abcdxxgh", false)]
    [InlineData("damerau_levenshtein 1", "ab", "ba", true)]
    [InlineData("damerau_levenshtein 2", "abcdefgh", "abXdeYgh", true)]
    [InlineData("jaro_winkler 0.9", "martha", "marhta", true)]
    [InlineData("jaro_winkler 0.97", "martha", "marhta", false)]
    [InlineData("date_typo", "1980-01-31", "1980-10-31", true)]
    [InlineData("day_month_swapped", "1980-01-12", "1980-12-01", true)]
    [InlineData("day_month_swapped", "1980-01-12", "1981-12-01", false)]
    [InlineData("digits_differ 2", "1980-01-31", "1980-02-11", true)]
    [InlineData("digits_differ 2", "1980-01-31", "1980", false)]
    [InlineData("days 3", "1980-01-31", "1980-02-02", true)]
    [InlineData("days 3", "1980-01-31", "1980-02-12", false)]
    [InlineData("days 3", "1980-01-31", "nonsense", false)]
    [InlineData("same_year", "1980-01-31", "1980-12-12", true)]
    [InlineData("number 5", "100", "104.5", true)]
    [InlineData("percent 10", "100", "109", true)]
    [InlineData("percent 10", "100", "130", false)]
    [InlineData("email_user", "ann@a.com", "ann@b.com", true)]
    [InlineData("email_domain", "ann@a.com", "bob@a.com", true)]
    [InlineData("base_domain", "www.shop.acme.co.uk", "acme.co.uk", true)]
    [InlineData("base_domain", "mail.acme.com", "acme.com", true)]
    [InlineData("base_domain", "acme.com", "acme.org", false)]
    [InlineData("phone 8", "4930123456", "030123457", false)]
    [InlineData("phone 8", "493012345678", "03012345678", true)]
    [InlineData("array_overlap 1", "a;b", "b;c", true)]
    [InlineData("array_overlap 2", "a;b", "b;c", false)]
    [InlineData("shared_words 0.5", "acme tools", "acme tools gmbh", true)]
    [InlineData("initial", "a", "anna", true)]
    [InlineData("initial", "anne", "anna", false)]
    [InlineData("sql length(l.v) = length(r.v)", "abc", "xyz", true)]
    public async Task A_level_holds_when_it_says(string level, string left, string right, bool holds)
    {
        string predicate = LevelText.Read(level, ["v"], "here").Predicate;

        RowSet rows = await MatchFixture.InSessionAsync(session => session.QueryAsync(
            $"select coalesce(({predicate}), false) from (select '{left}' as v) as l cross join (select '{right}' as v) as r", 1, CancellationToken.None));

        Assert.Equal(holds, rows.Rows[0][0]);
    }
}
