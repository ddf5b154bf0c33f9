using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.World;

/// <summary>A real person who works for a company in the market.</summary>
internal sealed class Person
{
    /// <summary>The person's number in the truth files, for example <c>P0000123</c>.</summary>
    public required string Number { get; init; }

    /// <summary>The first name.</summary>
    public required string FirstName { get; init; }

    /// <summary>The last name.</summary>
    public required string LastName { get; init; }

    /// <summary>The address that the person gives.</summary>
    public required string Email { get; init; }

    /// <summary>The phone number.</summary>
    public required string Phone { get; init; }

    /// <summary>The job title.</summary>
    public required string Title { get; init; }

    /// <summary>The department.</summary>
    public required string Department { get; init; }

    /// <summary>The part in the buying group.</summary>
    public required string Role { get; init; }

    /// <summary>The browser's cookie.</summary>
    public required string VisitorId { get; init; }

    /// <summary>The contact in the CRM, once there is one.</summary>
    public TrackedRecord? Contact { get; set; }

    /// <summary>When the contact was created.</summary>
    public DateTime ContactSince { get; set; } = DateTime.MaxValue;

    /// <summary>The lead in the CRM, once there is one.</summary>
    public TrackedRecord? Lead { get; set; }

    /// <summary>When the lead was created.</summary>
    public DateTime LeadSince { get; set; } = DateTime.MaxValue;

    /// <summary>When the lead was converted.</summary>
    public DateTime LeadConvertedAt { get; set; } = DateTime.MaxValue;

    /// <summary>When the person opted out of e-mail.</summary>
    public DateTime OptedOutAt { get; set; } = DateTime.MaxValue;

    /// <summary>When the person takes a job elsewhere; the maximum if never.</summary>
    public DateTime MovesAt { get; set; } = DateTime.MaxValue;

    /// <summary>Where the person goes, or null.</summary>
    public Company? MovesTo { get; set; }

    /// <summary>Whether the CRM knows the person at an instant.</summary>
    /// <param name="at">When.</param>
    public bool IsKnown(DateTime at) => ContactSince <= at || LeadSince <= at;
}
