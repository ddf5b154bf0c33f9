using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Flaws;

/// <summary>Tells which accounts look alike and are not the same.</summary>
internal static class LookAlikes
{
    /// <summary>Tells the look-alikes of a family.</summary>
    /// <param name="world">Where to.</param>
    /// <param name="family">The companies.</param>
    public static void Tell(SampleWorld world, IReadOnlyList<Company> family)
    {
        foreach (Company company in family.Where(each => each.Account is not null && each.Account.FirstStamp < world.Calendar.End))
        {
            (string Reason, string? Shared)? likeness = company.Kind switch
            {
                CompanyKind.Franchise => ("FRANCHISE", company.Domain),
                CompanyKind.SharedDomainSubsidiary => ("GROUP_DOMAIN", company.Domain),
                CompanyKind.GroupParent when family.Any(other => other.Kind == CompanyKind.SharedDomainSubsidiary) =>
                    ("GROUP_DOMAIN", company.Domain),
                CompanyKind.Namesake => ("SAME_NAME_ELSEWHERE", company.ShortName),
                CompanyKind.FreeMail => ("FREE_MAIL", company.People[0].Email[(company.People[0].Email.IndexOf('@', StringComparison.Ordinal) + 1)..]),
                _ => null,
            };
            if (likeness is { } found)
            {
                world.Truth.Count($"lookalike_{found.Reason.ToLowerInvariant()}");
                world.Truth.Add(
                    "lookalikes",
                    ("object", "account"),
                    ("reason", found.Reason),
                    ("shared_value", found.Shared),
                    ("id", company.Account!.Id),
                    ("true_entity", company.Number));
            }
        }
    }
}
