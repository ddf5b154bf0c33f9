using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.World;

/// <summary>A real company in the market.</summary>
internal sealed class Company
{
    /// <summary>Its position in the market, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Its number in the truth files, for example <c>C000017</c>.</summary>
    public required string Number { get; init; }

    /// <summary>What makes it special.</summary>
    public required CompanyKind Kind { get; init; }

    /// <summary>Its name without legal form.</summary>
    public required string ShortName { get; init; }

    /// <summary>Its name with legal form.</summary>
    public required string LegalName { get; init; }

    /// <summary>Its web domain, or null.</summary>
    public required string? Domain { get; init; }

    /// <summary>Its country.</summary>
    public required Place Place { get; init; }

    /// <summary>Its city's position among the country's.</summary>
    public required int CityIndex { get; init; }

    /// <summary>Its industry.</summary>
    public required Sector Sector { get; init; }

    /// <summary>Its size.</summary>
    public required Segment Segment { get; init; }

    /// <summary>How many people work there.</summary>
    public required int Employees { get; init; }

    /// <summary>What it turns over in a year, in US dollars.</summary>
    public required decimal Revenue { get; init; }

    /// <summary>The company above it in its group, or null.</summary>
    public required Company? Parent { get; init; }

    /// <summary>Whether a security product opens every link of every mail it gets.</summary>
    public required bool ScansMail { get; init; }

    /// <summary>The people who take part in buying.</summary>
    public required IReadOnlyList<Person> People { get; init; }

    /// <summary>Its account in the CRM, once there is one.</summary>
    public TrackedRecord? Account { get; set; }

    /// <summary>Its city.</summary>
    public string City => Place.Cities[CityIndex];

    /// <summary>Whether it fits the ideal customer: the right industry and at least 50 employees.</summary>
    public bool IsIdeal => Sector.IsIdeal && Employees >= 50;
}
