using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.Journeys;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Crm;

/// <summary>Takes up responses: makes leads, works them, and converts or rejects them.</summary>
/// <param name="world">The world.</param>
/// <param name="spellings">How picklist values are spelled.</param>
/// <param name="company">Whose people respond.</param>
/// <param name="contacts">The company's contacts.</param>
internal sealed class LeadDesk(SampleWorld world, Spellings spellings, Company company, ContactDesk contacts)
{
    /// <summary>The share of leads that are converted to a contact without a deal.</summary>
    public const double ContactOnlyShare = 0.18;

    /// <summary>The share that is rejected.</summary>
    public const double RejectedShare = 0.42;

    /// <summary>The share that is kept for later.</summary>
    public const double NurtureShare = 0.25;

    /// <summary>The share that nobody ever works.</summary>
    public const double NeverWorkedShare = 0.08;

    private readonly RandomStream _chance = world.Chance("leads", company.Index);
    private readonly List<(Person Person, TrackedRecord Record, string Kind)> _leads = [];
    private readonly List<(Person Person, DateTime At, bool IsCall)> _work = [];
    private readonly Activities _activities = new(world, world.Chance("lead work", company.Index));

    /// <summary>Notes a response: a campaign member always, a lead if nobody knows the person.</summary>
    /// <param name="touch">The response.</param>
    public void Respond(Touch touch)
    {
        Person person = touch.Person;
        if (person.ContactSince > touch.At && person.LeadSince > touch.At)
        {
            TrackedRecord lead = NewLead(person, touch.At, touch.Campaign.Profile);
            person.Lead = lead;
            person.LeadSince = touch.At;
            _leads.Add((person, lead, "ORIGINAL"));
            Work(person, touch);
        }
        else if (_chance.Chance(0.05))
        {
            Duplicate(touch);
        }

        AddMember(touch);
    }

    /// <summary>Converts a person's lead, if there is one that still can be, into a contact and a deal.</summary>
    /// <param name="person">The person.</param>
    /// <param name="at">When.</param>
    /// <param name="dealId">The deal, or null.</param>
    public void Convert(Person person, DateTime at, string? dealId)
    {
        if (person.Lead is not { } lead || person.LeadConvertedAt <= at || person.LeadSince > at)
        {
            return;
        }

        lead.DropChangesAfter(at);
        _work.RemoveAll(work => work.Person == person && work.At > at);
        TrackedRecord contact = contacts.EnsureContact(person, at, null);
        person.LeadConvertedAt = at;
        lead.Change(at, "Status", "Qualified");
        lead.Change(at, "IsConverted", "true");
        lead.Change(at, "ConvertedDate", FieldText.Of(DateOnly.FromDateTime(at)));
        lead.Change(at, "ConvertedAccountId", company.Account!.Id);
        lead.Change(at, "ConvertedContactId", contact.Id);
        lead.Change(at, "ConvertedOpportunityId", dealId);
    }

    /// <summary>Delivers leads and the work on them.</summary>
    public void Deliver()
    {
        foreach ((Person person, TrackedRecord record, string kind) in _leads.Where(each => each.Record.FirstStamp < world.Calendar.End))
        {
            record.Deliver(world.Calendar, world.Sink);
            world.Truth.Add(
                "lead_clusters",
                ("person", person.Number),
                ("lead_id", record.Id),
                ("kind", kind),
                ("contact_id", person.Contact is { } contact && contact.FirstStamp < world.Calendar.End ? contact.Id : null),
                ("company", company.Number));
            if (kind == "ORIGINAL" && !_work.Exists(work => work.Person == person))
            {
                world.Truth.Flaw("lead_never_worked", "lead", record.Id);
            }
        }

        foreach ((Person person, DateTime at, bool isCall) in _work)
        {
            bool isContact = person.LeadConvertedAt <= at;
            ActivityTarget target = new(
                isContact ? person.Contact!.Id : person.Lead!.Id,
                null,
                isContact ? company.Account!.Id : null,
                Developer(at));
            if (isCall)
            {
                _activities.Call(at, target, _chance.Chance(0.25));
            }
            else
            {
                _activities.Mail(at, target);
            }
        }
    }

    private string Developer(DateTime at) =>
        world.Staff.Responsible(EmployeeRole.Developer, company, DateOnly.FromDateTime(at)).Id;

    private TrackedRecord NewLead(Person person, DateTime at, ChannelProfile profile)
    {
        bool isForm = profile.Channel is Channel.PaidSocial or Channel.PaidSearch or Channel.Content or Channel.Webinar;
        return new TrackedRecord(SalesforceLayouts.Lead, at).With(
            ("Id", world.Ids.Next("00Q")),
            ("FirstName", _chance.Chance(0.02) ? null : person.FirstName),
            ("LastName", person.LastName),
            ("Email", person.Email),
            ("Phone", isForm && _chance.Chance(0.5) ? null : person.Phone),
            ("Company", _chance.Chance(0.25) ? company.ShortName : company.LegalName),
            ("Title", _chance.Chance(0.15) ? null : person.Title),
            ("Website", company.Domain is null || _chance.Chance(0.4) ? null : $"https://{company.Domain}"),
            ("Country", spellings.Spell(Spellings.Country, company.Place.Name, _chance)),
            ("Industry", _chance.Chance(0.3) ? null : spellings.Spell(Spellings.Industry, company.Sector.Name, _chance)),
            ("NumberOfEmployees", _chance.Chance(0.5) ? null : FieldText.Of(company.Employees)),
            ("LeadSource", spellings.Spell(Spellings.LeadSource, profile.CampaignType, _chance)),
            ("Status", "Open - Not Contacted"),
            ("IsConverted", "false"),
            ("OwnerId", Developer(at)),
            ("IsDeleted", "false"),
            ("CreatedDate", FieldText.Of(at)));
    }

    private void Work(Person person, Touch touch)
    {
        TrackedRecord lead = person.Lead!;
        if (touch.Campaign.Profile.IsDigital)
        {
            _activities.AutoRespond(touch.At, new ActivityTarget(lead.Id, null, null, Developer(touch.At)));
        }

        if (_chance.Chance(NeverWorkedShare))
        {
            return;
        }

        DateTime at = NextWorkingTime(touch.At.AddMinutes(_chance.NextLogNormal(200, 1.4)));
        lead.Change(at, "Status", "Working - Contacted");
        int attempts = _chance.NextInt(1, 4);
        for (int i = 0; i < attempts; i++)
        {
            _work.Add((person, at, _chance.Chance(0.6)));
            at = NextWorkingTime(at.AddHours(_chance.NextInt(20, 80)));
        }

        double mark = _chance.NextDouble();
        if (mark < ContactOnlyShare && touch.Stage >= JourneyStage.Aware)
        {
            if (at < world.Calendar.End)
            {
                Convert(person, at, null);
            }
        }
        else if (mark < ContactOnlyShare + RejectedShare)
        {
            lead.Change(at, "Status", "Unqualified");
        }
        else if (mark < ContactOnlyShare + RejectedShare + NurtureShare)
        {
            lead.Change(at, "Status", "Nurture");
        }
    }

    private DateTime NextWorkingTime(DateTime at)
    {
        if (at.Hour is >= 8 and < 18 && at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
        {
            return new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        }

        // After hours it is the next day's work.
        DateOnly day = DateOnly.FromDateTime(at.AddHours(6));
        return SampleCalendar.AtWork(day, _chance);
    }

    // The person fills in a form again and nobody looks: a second lead, sometimes under a private address.
    private void Duplicate(Touch touch)
    {
        Person person = touch.Person;
        (string kind, string email) = _chance.NextInt(3) switch
        {
            0 => ("EXACT_EMAIL", person.Email),
            1 => ("EXACT_EMAIL", Misspelling.Recase(person.Email, _chance)),
            _ => ("PRIVATE_ADDRESS", $"{person.Email[..person.Email.IndexOf('@', StringComparison.Ordinal)]}@{_chance.Pick(NameLists.FreeMailDomains)}"),
        };
        TrackedRecord copy = NewLead(person, touch.At.AddSeconds(1), touch.Campaign.Profile).With(("Email", email));
        _leads.Add((person, copy, kind));
        if (touch.At.AddSeconds(1) < world.Calendar.End)
        {
            world.Truth.Count($"duplicate_lead_{kind.ToLowerInvariant()}");
            Tidy(copy, person.Lead, touch.At);
        }
    }

    // Copies are sometimes noticed: merged into the first lead, or thrown away.
    private void Tidy(TrackedRecord copy, TrackedRecord? first, DateTime from)
    {
        DateTime at = SampleCalendar.AtWork(DateOnly.FromDateTime(from).AddDays(_chance.NextInt(3, 40)), _chance);
        bool isMerged = first is not null && _chance.Chance(0.25);
        bool isDeleted = isMerged || _chance.Chance(0.15);
        if (!isDeleted || at >= world.Calendar.End)
        {
            return;
        }

        copy.Change(at, "IsDeleted", "true");
        if (isMerged)
        {
            copy.Change(at, "MasterRecordId", first!.Id);
            world.Truth.Merged("lead", copy.Id, first.Id, at);
            return;
        }

        world.Truth.Count("deleted_lead");
        world.Truth.Add(
            "deleted",
            ("object", "lead"),
            ("id", copy.Id),
            ("deleted_at", FieldText.Of(at)),
            ("undeleted_at", null));
    }

    private void AddMember(Touch touch)
    {
        Person person = touch.Person;
        bool isContact = person.ContactSince <= touch.At;
        ChannelProfile profile = touch.Campaign.Profile;
        string status = _chance.Chance(0.6) ? profile.MemberStatus : profile.OtherMemberStatus;
        world.Sink.Add(SalesforceLayouts.CampaignMember, touch.At, SalesforceLayouts.CampaignMember.Row(
            ("Id", world.Ids.Next("00v")),
            ("CampaignId", touch.Campaign.Id),
            ("ContactId", isContact ? person.Contact!.Id : null),
            ("LeadId", isContact ? null : person.Lead?.Id),
            ("Status", status),
            ("HasResponded", "true"),
            ("FirstRespondedDate", FieldText.Of(DateOnly.FromDateTime(touch.At))),
            ("IsDeleted", "false"),
            ("CreatedDate", FieldText.Of(touch.At)),
            ("SystemModstamp", FieldText.Of(touch.At))));
    }
}
