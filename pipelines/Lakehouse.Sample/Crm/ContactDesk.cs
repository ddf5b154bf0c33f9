using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Crm;

/// <summary>Keeps a company's contacts in the CRM: the people, copies of them, shared mailboxes, and who moved on.</summary>
/// <param name="world">The world.</param>
/// <param name="spellings">How picklist values are spelled.</param>
/// <param name="company">Whose.</param>
/// <param name="accounts">The company's accounts.</param>
internal sealed class ContactDesk(SampleWorld world, Spellings spellings, Company company, AccountDesk accounts)
{
    private const double DuplicateShare = 0.05;
    private const double MergedShare = 0.25;

    private readonly RandomStream _chance = world.Chance("contacts", company.Index);
    private readonly RandomStream _copyChance = world.Chance("contact copies", company.Index);
    private readonly List<(Person Person, TrackedRecord Record, string Kind)> _contacts = [];

    /// <summary>Makes sure that the CRM has a contact for a person.</summary>
    /// <param name="person">The person.</param>
    /// <param name="at">When it learns of them.</param>
    /// <param name="source">The conformed lead source, or null.</param>
    public TrackedRecord EnsureContact(Person person, DateTime at, string? source)
    {
        if (person.Contact is not null)
        {
            if (at < person.Contact.FirstStamp)
            {
                // The copy of the account that the contact hung on may not have existed yet.
                person.Contact.With(("AccountId", accounts.EnsureAccount(at).Id)).ExistBy(at);
                person.ContactSince = at;
            }

            return person.Contact;
        }

        TrackedRecord contact = NewContact(person, at, source, _chance);
        person.Contact = contact;
        person.ContactSince = at;
        _contacts.Add((person, contact, "ORIGINAL"));
        return contact;
    }

    /// <summary>Adds copies, shared mailboxes, and changes of no great meaning.</summary>
    public void Disturb()
    {
        Person[] known = [.. company.People.Where(each => each.ContactSince < world.Calendar.End.AddDays(-25))];
        ShareMailbox(known);
        foreach (Person person in known)
        {
            TouchUp(person);
            if (_copyChance.Chance(DuplicateShare))
            {
                Duplicate(person);
            }

            Move(person);
        }
    }

    /// <summary>Delivers the contacts, and the truth about who they are.</summary>
    public void Deliver()
    {
        foreach ((Person person, TrackedRecord record, string kind) in
            _contacts.Where(each => each.Record.FirstStamp < world.Calendar.End))
        {
            record.Deliver(world.Calendar, world.Sink);
            world.Truth.Add(
                "contact_clusters",
                ("person", person.Number),
                ("contact_id", record.Id),
                ("kind", kind),
                ("company", company.Number));
            if (kind != "ORIGINAL")
            {
                world.Truth.Count($"duplicate_contact_{kind.ToLowerInvariant()}");
            }
        }
    }

    private TrackedRecord NewContact(Person person, DateTime at, string? source, RandomStream chance)
    {
        CrmAccount account = accounts.Choose(at);
        TrackedRecord contact = new TrackedRecord(SalesforceLayouts.Contact, at).With(
            ("Id", world.Ids.Next("003")),
            ("AccountId", account.Record.Id),
            ("FirstName", chance.Chance(0.02) ? $" {person.FirstName}" : person.FirstName),
            ("LastName", person.LastName),
            ("Email", chance.Chance(0.03) ? null : person.Email),
            ("Phone", chance.Chance(0.3) ? null : person.Phone),
            ("Title", chance.Chance(0.08) ? null : person.Title),
            ("Department", person.Department),
            ("LeadSource", source is null ? null : spellings.Spell(Spellings.LeadSource, source, chance)),
            ("HasOptedOutOfEmail", "false"),
            ("OwnerId", world.Staff.Responsible(EmployeeRole.Seller, company, DateOnly.FromDateTime(at)).Id),
            ("IsDeleted", "false"),
            ("CreatedDate", FieldText.Of(at)));
        foreach ((DateTime movedAt, string accountId) in account.Moves())
        {
            contact.Change(movedAt, "AccountId", accountId);
        }

        return contact;
    }

    private void TouchUp(Person person)
    {
        int day = _chance.NextInt(world.Calendar.Days - 3);
        DateTime at = SampleCalendar.AtWork(world.Calendar.FirstDay.AddDays(day), _chance);
        bool changesPhone = _chance.Chance(0.25);
        if (changesPhone && at > person.ContactSince)
        {
            person.Contact!.Change(at, "Phone", person.Phone);
        }

        if (person.OptedOutAt < world.Calendar.End)
        {
            person.Contact!.Change(person.OptedOutAt, "HasOptedOutOfEmail", "true");
        }
    }

    // Two colleagues, one address: whoever merges by address makes one person of them.
    private void ShareMailbox(Person[] known)
    {
        if (company.Domain is null || known.Length < 2 || !(_copyChance.Chance(0.06) || company.Index == 2))
        {
            return;
        }

        string mailbox = $"{(_copyChance.Chance(0.6) ? "info" : "office")}@{company.Domain}";
        foreach (Person person in known.Take(2))
        {
            person.Contact!.Change(person.ContactSince, "Email", mailbox);
            world.Truth.Add(
                "lookalikes",
                ("object", "contact"),
                ("reason", "SHARED_MAILBOX"),
                ("shared_value", mailbox),
                ("id", person.Contact.Id),
                ("true_entity", person.Number));
        }

        world.Truth.Count("shared_mailbox");
    }

    private void Duplicate(Person person)
    {
        DateTime from = person.ContactSince < world.Calendar.Start ? world.Calendar.Start : person.ContactSince;
        int room = (world.Calendar.End - from).Days - 10;
        DateTime at = SampleCalendar.AtWork(DateOnly.FromDateTime(from).AddDays(_copyChance.NextInt(3, room)), _copyChance);
        (string kind, string? email, string first) = _copyChance.NextInt(3) switch
        {
            0 => ("EXACT_EMAIL", Misspelling.Recase(person.Email, _copyChance), person.FirstName),
            1 => ("SAME_NAME", (string?)null, person.FirstName),
            _ => ("TYPO", null, Misspelling.Mistype(person.FirstName, _copyChance)),
        };
        TrackedRecord copy = NewContact(person, at, null, _copyChance).With(
            ("Email", email),
            ("FirstName", first),
            ("Phone", kind == "EXACT_EMAIL" ? null : person.Phone));
        if (_copyChance.Chance(MergedShare))
        {
            Merge(copy, person.Contact!, at);
        }

        _contacts.Add((person, copy, kind));
    }

    private void Merge(TrackedRecord copy, TrackedRecord into, DateTime at)
    {
        DateTime mergedAt = SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(_copyChance.NextInt(2, 15)), _copyChance);
        copy.Change(mergedAt, "IsDeleted", "true");
        copy.Change(mergedAt, "MasterRecordId", into.Id);
        if (mergedAt < world.Calendar.End)
        {
            world.Truth.Merged("contact", copy.Id, into.Id, mergedAt);
        }
    }

    // A mover's contact is either carried over to the new employer or entered there a second time.
    private void Move(Person person)
    {
        if (person.MovesTo?.Account is not { } employer || person.MovesAt <= person.ContactSince.AddDays(2)
            || person.MovesAt <= employer.FirstStamp || person.MovesAt >= world.Calendar.End.AddDays(-5))
        {
            return;
        }

        string email = $"{person.Email[..person.Email.IndexOf('@', StringComparison.Ordinal)]}@{person.MovesTo.Domain}";
        bool isCarried = _copyChance.Chance(0.5);
        TrackedRecord contact = person.Contact!;
        if (isCarried)
        {
            contact.DropChangesAfter(person.MovesAt, "AccountId");
            contact.Change(person.MovesAt, "AccountId", employer.Id);
            contact.Change(person.MovesAt, "Email", email);
        }
        else
        {
            contact = NewContact(person, person.MovesAt, null, _copyChance).With(
                ("AccountId", employer.Id),
                ("Email", email));
            contact.DropChangesAfter(person.MovesAt, "AccountId");
            _contacts.Add((person, contact, "NEW_EMPLOYER"));
        }

        world.Truth.Count("contact_moved_employer");
        world.Truth.Add(
            "contact_moves",
            ("person", person.Number),
            ("from_contact_id", person.Contact!.Id),
            ("to_contact_id", contact.Id),
            ("from_company", company.Number),
            ("to_company", person.MovesTo.Number),
            ("moved_at", FieldText.Of(person.MovesAt)));
    }
}
