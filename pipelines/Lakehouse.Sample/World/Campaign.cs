namespace Lakehouse.Sample.World;

/// <summary>A campaign of the sample company.</summary>
/// <param name="Id">The CRM campaign.</param>
/// <param name="Name">Its name, which the platforms and links repeat.</param>
/// <param name="Profile">Its channel.</param>
/// <param name="ParentId">The program that it belongs to.</param>
/// <param name="FirstDay">The first day.</param>
/// <param name="LastDay">The last day.</param>
/// <param name="Budget">What it may cost, in US dollars.</param>
internal sealed record Campaign(
    string Id,
    string Name,
    ChannelProfile Profile,
    string? ParentId,
    DateOnly FirstDay,
    DateOnly LastDay,
    decimal Budget)
{
    /// <summary>The name as links carry it: lower case, blanks as hyphens.</summary>
    public string Slug { get; } = string.Create(Name.Length, Name, static (slug, name) =>
    {
        for (int i = 0; i < name.Length; i++)
        {
            slug[i] = name[i] == ' ' ? '-' : char.ToLowerInvariant(name[i]);
        }
    });

    /// <summary>Whether it runs on a day.</summary>
    /// <param name="day">The day.</param>
    public bool RunsOn(DateOnly day) => FirstDay <= day && day <= LastDay;
}
