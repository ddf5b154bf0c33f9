using System.Diagnostics;
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
            if (LikenessOf(company, family) is { } found)
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

    private static (string Reason, string? Shared)? LikenessOf(Company company, IReadOnlyList<Company> family)
    {
        bool sharesDomain = family.Any(other => other.Kind == CompanyKind.SharedDomainSubsidiary);
        string mail = company.People[0].Email;
        return company.Kind switch
        {
            CompanyKind.Franchise => ("FRANCHISE", company.Domain),
            CompanyKind.SharedDomainSubsidiary => ("GROUP_DOMAIN", company.Domain),
            CompanyKind.GroupParent => sharesDomain ? ("GROUP_DOMAIN", company.Domain) : null,
            CompanyKind.Namesake => ("SAME_NAME_ELSEWHERE", company.ShortName),
            CompanyKind.FreeMail => ("FREE_MAIL", mail[(mail.IndexOf('@', StringComparison.Ordinal) + 1)..]),
            CompanyKind.Single or CompanyKind.Subsidiary => null,
            _ => throw new UnreachableException(),
        };
    }
}
