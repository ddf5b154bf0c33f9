namespace Lakehouse.Sample.World;

/// <summary>An industry.</summary>
/// <param name="Name">Its conformed name.</param>
/// <param name="IsIdeal">Whether companies of it fit the sample company's ideal customer.</param>
internal sealed record Sector(string Name, bool IsIdeal)
{
    /// <summary>What companies of it put behind their name.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>All industries.</summary>
    public static readonly IReadOnlyList<Sector> All =
    [
        new("Software", true) { Words = ["Software", "Systems", "Labs"] },
        new("Financial Services", true) { Words = ["Capital", "Insurance", "Bank"] },
        new("Manufacturing", true) { Words = ["Industries", "Works", "Tools"] },
        new("Healthcare", true) { Words = ["Health", "Medical", "Clinics"] },
        new("Retail", false) { Words = ["Stores", "Goods", "Outfitters"] },
        new("Logistics", true) { Words = ["Logistics", "Freight", "Cargo"] },
        new("Energy", false) { Words = ["Energy", "Power", "Solar"] },
        new("Education", false) { Words = ["Learning", "Academy", "Schools"] },
        new("Telecommunications", true) { Words = ["Telecom", "Networks", "Mobile"] },
        new("Professional Services", false) { Words = ["Consulting", "Partners", "Advisory"] },
    ];
}
