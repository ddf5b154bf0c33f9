using System.Diagnostics;

namespace Lakehouse.Sample.World;

/// <summary>Somebody who works for the sample company and has a CRM user.</summary>
/// <param name="Id">The CRM user.</param>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Role">What they do.</param>
/// <param name="Region">AMER, EMEA, APAC, or GLOBAL.</param>
/// <param name="ManagerId">The manager's user, or null.</param>
/// <param name="HiredOn">The first day.</param>
/// <param name="LeftOn">The first day of not working there, or null.</param>
internal sealed record Employee(
    string Id,
    string FirstName,
    string LastName,
    EmployeeRole Role,
    string Region,
    string? ManagerId,
    DateOnly HiredOn,
    DateOnly? LeftOn)
{
    /// <summary>Whether they work there on a day.</summary>
    /// <param name="day">The day.</param>
    public bool WorksOn(DateOnly day) => HiredOn <= day && (LeftOn is null || day < LeftOn);

    /// <summary>The title that the CRM shows.</summary>
    /// <exception cref="UnreachableException">The role has no title, which is a mistake in this type.</exception>
    public string Title => Role switch
    {
        EmployeeRole.Integration => "Integration User",
        EmployeeRole.Executive => "Chief Revenue Officer",
        EmployeeRole.SalesManager => "Regional Sales Manager",
        EmployeeRole.Seller => "Account Executive",
        EmployeeRole.AccountManager => "Account Manager",
        EmployeeRole.Developer => "Sales Development Representative",
        EmployeeRole.Marketer => "Marketing Manager",
        _ => throw new UnreachableException(),
    };

    /// <summary>The department that the CRM shows.</summary>
    /// <exception cref="UnreachableException">The role has no department, which is a mistake in this type.</exception>
    public string Department => Role switch
    {
        EmployeeRole.Integration => "IT",
        EmployeeRole.Executive => "Management",
        EmployeeRole.Marketer => "Marketing",
        EmployeeRole.SalesManager or EmployeeRole.Seller or EmployeeRole.AccountManager or EmployeeRole.Developer => "Sales",
        _ => throw new UnreachableException(),
    };
}
