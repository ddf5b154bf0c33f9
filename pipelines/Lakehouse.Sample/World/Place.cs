namespace Lakehouse.Sample.World;

/// <summary>A country in which the sample company sells.</summary>
/// <param name="Name">Its conformed name.</param>
/// <param name="Code">Its ISO 3166 code.</param>
/// <param name="Currency">What its companies pay in.</param>
/// <param name="Region">The sales region: AMER, EMEA or APAC.</param>
/// <param name="Share">The share of companies.</param>
/// <param name="PhoneCode">What its phone numbers begin with.</param>
internal sealed record Place(string Name, string Code, string Currency, string Region, double Share, string PhoneCode)
{
    /// <summary>Its cities.</summary>
    public required IReadOnlyList<string> Cities { get; init; }

    /// <summary>Its states, or none.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Its companies' legal forms.</summary>
    public required IReadOnlyList<string> LegalForms { get; init; }

    /// <summary>All countries.</summary>
    public static readonly IReadOnlyList<Place> All =
    [
        new("United States", "US", "USD", "AMER", 0.42, "+1")
        {
            Cities = ["Boston", "Austin", "Denver", "Seattle", "Chicago", "Atlanta", "Portland", "Columbus"],
            States = ["MA", "TX", "CO", "WA", "IL", "GA", "OR", "OH"],
            LegalForms = ["Inc", "LLC", "Corp"],
        },
        new("Canada", "CA", "USD", "AMER", 0.06, "+1")
        {
            Cities = ["Toronto", "Montréal", "Calgary"], States = ["ON", "QC", "AB"], LegalForms = ["Inc", "Ltd"],
        },
        new("United Kingdom", "GB", "GBP", "EMEA", 0.16, "+44")
        {
            Cities = ["London", "Leeds", "Bristol", "Glasgow", "York"], LegalForms = ["Ltd", "PLC", "LLP"],
        },
        new("Germany", "DE", "EUR", "EMEA", 0.14, "+49")
        {
            Cities = ["Berlin", "München", "Köln", "Hamburg"], LegalForms = ["GmbH", "AG", "GmbH & Co. KG"],
        },
        new("France", "FR", "EUR", "EMEA", 0.08, "+33")
        {
            Cities = ["Paris", "Lyon", "Nantes"], LegalForms = ["SAS", "SARL", "S.A."],
        },
        new("Netherlands", "NL", "EUR", "EMEA", 0.06, "+31")
        {
            Cities = ["Amsterdam", "Utrecht", "Eindhoven"], LegalForms = ["B.V.", "N.V."],
        },
        new("Ireland", "IE", "EUR", "EMEA", 0.04, "+353")
        {
            Cities = ["Dublin", "Cork"], LegalForms = ["Ltd", "DAC"],
        },
        new("Japan", "JP", "JPY", "APAC", 0.04, "+81")
        {
            Cities = ["Tokyo", "Osaka"], LegalForms = ["K.K.", "G.K."],
        },
    ];
}
