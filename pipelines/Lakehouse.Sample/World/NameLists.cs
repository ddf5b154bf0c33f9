namespace Lakehouse.Sample.World;

/// <summary>The parts of which names are made. No person or company is meant.</summary>
internal static class NameLists
{
    public static readonly IReadOnlyList<string> FirstNames =
    [
        "Anna", "Ben", "Carla", "David", "Elena", "Felix", "Grace", "Hugo", "Irene", "Jonas", "Karin", "Liam", "María",
        "Noah", "Olivia", "Paul", "Quentin", "Rosa", "Samuel", "Tessa", "Ulrich", "Vera", "William", "Xenia", "Yusuf",
        "Zoë", "Aiko", "Björn", "Chloé", "Daniel", "Emma", "François", "Gerda", "Henry", "Ines", "Jürgen", "Kenji",
        "Laura", "Michael", "Nora", "Oscar", "Priya", "Rachel", "Stefan", "Thomas", "Victoria", "Sofía", "Robert",
        "Katherine", "Margaret", "Alexander", "Elizabeth", "Christopher", "Jennifer", "Matthew", "Catherine", "Joseph",
        "Rebecca", "Andrew", "Susan",
    ];

    public static readonly IReadOnlyList<string> LastNames =
    [
        "Abbott", "Bauer", "Carter", "Dubois", "Evans", "Fischer", "Garcia", "Hughes", "Ibsen", "Jansen", "Klein",
        "Lopez", "Müller", "Nakamura", "O'Brien", "Petersen", "Quinn", "Rossi", "Schmidt", "Tanaka", "Underwood",
        "Vermeer", "Wagner", "Xavier", "Young", "Zimmermann", "Anderson", "Brooks", "Chen", "Díaz", "Eriksen", "Foster",
        "Grant", "Hoffmann", "Ivanova", "Johansson", "Kowalski", "Lefèvre", "Martin", "Novak", "Olsen", "Patel",
        "Reyes", "Singh", "Thompson", "Ueda", "Vogel", "Walker", "Yamada", "Ziegler", "Baker", "Collins", "Dawson",
        "Ellis", "Fletcher", "Gibson", "Harper", "Jensen", "Keller", "Lang", "Moreau", "Nielsen", "Osborne", "Price",
        "Richter", "Sanders", "Turner", "Visser", "Weber", "de Vries", "van den Berg", "MacLeod", "St. John", "Smith",
        "Smith", "Jones", "Brown", "Schneider", "Meyer",
    ];

    /// <summary>How a company's name begins; a prime count, so that beginnings and ends pair up evenly.</summary>
    public static readonly IReadOnlyList<string> CompanyBeginnings =
    [
        "Amber", "Arbor", "Argent", "Ash", "Aster", "Birch", "Bright", "Brook", "Cedar", "Cinder", "Clear", "Cobalt",
        "Copper", "Coral", "Crown", "Dawn", "Delta", "Drift", "Eagle", "Ember", "Ever", "Falcon", "Fern", "Flint",
        "Frost", "Garnet", "Glen", "Gold", "Granite", "Harbor", "Hazel", "Heron", "High", "Holly", "Indigo", "Iron",
        "Ivory", "Jade", "Juniper", "Keystone", "Lark", "Laurel", "Lumen", "Maple", "Marble", "Meadow", "Mill", "Moss",
        "North", "Oak", "Onyx", "Orchard", "Pine", "Quartz", "Raven", "Ridge", "River", "Silver", "Stone", "Summit",
        "Willow",
    ];

    public static readonly IReadOnlyList<string> CompanyEnds =
    [
        "bank", "bay", "bell", "bend", "berg", "bloom", "bourne", "bridge", "brook", "burn", "cliff", "crest", "dale",
        "field", "ford", "forge", "gate", "grove", "hall", "haven", "helm", "hill", "hold", "hollow", "land", "leaf",
        "light", "line", "lock", "mark", "mere", "mont", "moor", "more", "path", "peak", "point", "port", "reach",
        "rise", "rock", "root", "run", "shore", "side", "spring", "star", "stead", "stream", "vale", "view", "wall",
        "water", "way", "well", "wick", "wind", "wood", "worth", "yard",
    ];

    public static readonly IReadOnlyList<string> FreeMailDomains =
        ["gmail.com", "outlook.com", "yahoo.com", "gmx.de", "hotmail.com", "icloud.com"];

    /// <summary>Title, department and the part its holder plays in a buying group.</summary>
    public static readonly IReadOnlyList<(string Title, string Department, string Role)> Jobs =
    [
        ("VP Operations", "Operations", "Decision Maker"),
        ("Chief Information Officer", "IT", "Economic Buyer"),
        ("Head of Data", "IT", "Champion"),
        ("Data Engineer", "IT", "Technical Buyer"),
        ("Finance Director", "Finance", "Economic Buyer"),
        ("Marketing Manager", "Marketing", "Influencer"),
        ("Sales Operations Manager", "Sales", "End User"),
        ("Procurement Specialist", "Procurement", "Influencer"),
        ("Business Analyst", "Operations", "End User"),
        ("Chief Executive Officer", "Management", "Executive Sponsor"),
        ("IT Security Officer", "IT", "Technical Buyer"),
        ("Controller", "Finance", "Influencer"),
    ];
}
