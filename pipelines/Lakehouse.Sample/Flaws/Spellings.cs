using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Truth;

namespace Lakehouse.Sample.Flaws;

/// <summary>How people and imports spell picklist values, and which of the spellings nobody has mapped.</summary>
internal sealed class Spellings
{
    /// <summary>The domains' names in the truth files.</summary>
    public const string Industry = "industry";

    /// <inheritdoc cref="Industry"/>
    public const string Country = "country";

    /// <inheritdoc cref="Industry"/>
    public const string LeadSource = "lead_source";

    /// <inheritdoc cref="Industry"/>
    public const string Product = "product_family";

    /// <inheritdoc cref="Industry"/>
    public const string Stage = "stage";

    private const double VariantShare = 0.12;
    private const double UnmappedShare = 0.012;
    private const double PlaceholderShare = 0.015;

    private static readonly string[] Placeholders = ["Select", "N/A", "--None--"];

    private static readonly Dictionary<string, string[]> Unmapped = new(StringComparer.Ordinal)
    {
        [Industry] = ["Space Mining", "Conglomerate (misc.)"],
        [Country] = ["EMEA", "Atlantis"],
        [LeadSource] = ["Jan import 2", "Old CRM"],
        [Product] = ["Legacy X"],
    };

    private static readonly Dictionary<(string Domain, string Conformed), string[]> Variants = new()
    {
        [(Industry, "Software")] = ["software", "SaaS", "Technology - Software", "technolgy", "Software "],
        [(Industry, "Financial Services")] = ["Finance", "financial services", "Banking & Insurance"],
        [(Industry, "Manufacturing")] = ["manufacturing", "Mfg", "MANUFACTURING"],
        [(Industry, "Healthcare")] = ["Health Care", "medical", "healthcare"],
        [(Industry, "Retail")] = ["retail", "Retail & Consumer"],
        [(Industry, "Logistics")] = ["Transportation & Logistics", "logistics"],
        [(Industry, "Energy")] = ["Utilities", "energy"],
        [(Industry, "Education")] = ["education", "Higher Ed"],
        [(Industry, "Telecommunications")] = ["telecom", "Telco", "telecommunications"],
        [(Industry, "Professional Services")] = ["Consulting", "professional services", "Business Services"],
        [(Country, "United States")] = ["USA", "US", "U.S.A.", "united states", "United States of America"],
        [(Country, "Canada")] = ["CA", "canada"],
        [(Country, "United Kingdom")] = ["UK", "GB", "Great Britain", "England"],
        [(Country, "Germany")] = ["Deutschland", "DE", "germany"],
        [(Country, "France")] = ["FR", "france"],
        [(Country, "Netherlands")] = ["Holland", "NL", "The Netherlands"],
        [(Country, "Ireland")] = ["IE", "Republic of Ireland"],
        [(Country, "Japan")] = ["JP", "日本"],
        [(LeadSource, "Paid Social")] = ["LinkedIn", "linkedin ads", "paid_social", "Social - Paid"],
        [(LeadSource, "Paid Search")] = ["Google Ads", "PPC", "SEM", "paid search"],
        [(LeadSource, "Email")] = ["e-mail", "Newsletter", "email"],
        [(LeadSource, "Webinar")] = ["webinar ", "Webinars", "Online Event"],
        [(LeadSource, "Trade Show")] = ["Event", "Tradeshow", "Conference"],
        [(LeadSource, "Content")] = ["Web", "Website", "Whitepaper", "Organic"],
        [(LeadSource, "Direct Mail")] = ["DM", "direct mail"],
        [(LeadSource, "Outbound")] = ["Cold Call", "SDR", "outbound"],
        [(LeadSource, "Referral")] = ["Customer Referral", "referral"],
        [(LeadSource, "Partner")] = ["Channel Partner", "partner"],
        [(Product, "Platform")] = ["platform", "PLATFORM", "Data Platform"],
        [(Product, "Analytics")] = ["Analytics Suite", "Analytcs", "analytics"],
        [(Product, "Integration")] = ["Integrations", "integration"],
        [(Product, "Services")] = ["Prof. Services", "services"],
    };

    private readonly SortedDictionary<(string Domain, string Raw), (string Conformed, bool IsMapped, long Records)> _used =
        new(Comparer<(string Domain, string Raw)>.Create(static (left, right) =>
        {
            int byDomain = string.CompareOrdinal(left.Domain, right.Domain);
            return byDomain != 0 ? byDomain : string.CompareOrdinal(left.Raw, right.Raw);
        }));

    /// <summary>A spelling of a value, most often the conformed one.</summary>
    /// <param name="domain">The picklist.</param>
    /// <param name="conformed">What is meant.</param>
    /// <param name="chance">Draws the spelling.</param>
    public string Spell(string domain, string conformed, RandomStream chance)
    {
        double mark = chance.NextDouble();
        string raw = mark switch
        {
            < UnmappedShare => chance.Pick(Unmapped[domain]),
            < UnmappedShare + PlaceholderShare when domain is Industry or LeadSource => chance.Pick(Placeholders),
            < UnmappedShare + PlaceholderShare + VariantShare => chance.Pick(Variants[(domain, conformed)]),
            _ => conformed,
        };
        Note(domain, raw, conformed, isMapped: mark >= UnmappedShare);
        return raw;
    }

    /// <summary>Notes that a spelling was used.</summary>
    /// <param name="domain">The picklist.</param>
    /// <param name="raw">The spelling.</param>
    /// <param name="conformed">What is meant.</param>
    /// <param name="isMapped">Whether a mapping can be expected to know it.</param>
    public void Note(string domain, string raw, string conformed, bool isMapped)
    {
        bool isPlaceholder = Placeholders.Contains(raw, StringComparer.Ordinal);
        string meant = (isMapped, isPlaceholder) switch
        {
            (false, _) => "UNMAPPED",
            (_, true) => "",
            _ => conformed,
        };
        long records = _used.TryGetValue((domain, raw), out (string, bool, long Records) used) ? used.Records : 0;
        _used[(domain, raw)] = (meant, isMapped, records + 1);
    }

    /// <summary>Writes all spellings and, apart from them, those without a mapping.</summary>
    /// <param name="truth">Where to.</param>
    public void Write(TruthFiles truth)
    {
        foreach (((string domain, string raw), (string conformed, bool isMapped, long records)) in _used)
        {
            truth.Add("picklist_values", ("domain", domain), ("raw_value", raw), ("conformed_value", conformed), ("records", FieldText.Of(records)));
            if (!isMapped)
            {
                truth.Add("unmapped_values", ("domain", domain), ("raw_value", raw), ("records", FieldText.Of(records)));
                truth.Count("unmapped_value", records);
            }
            else if (raw != conformed)
            {
                truth.Count(conformed.Length == 0 ? "placeholder_value" : "spelling_variant", records);
            }
        }
    }
}
