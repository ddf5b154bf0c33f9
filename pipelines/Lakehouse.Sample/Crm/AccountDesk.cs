using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Crm;

/// <summary>Keeps a company's accounts and contacts in the CRM, duplicates included.</summary>
/// <param name="world">The world.</param>
/// <param name="spellings">How picklist values are spelled.</param>
/// <param name="company">Whose.</param>
internal sealed class AccountDesk(SampleWorld world, Spellings spellings, Company company)
{
    private readonly RandomStream _chance = world.Chance("accounts", company.Index);
    private readonly List<(TrackedRecord Record, string Kind)> _accounts = [];
    private readonly List<(Person Person, TrackedRecord Record, string Kind)> _contacts = [];

    /// <summary>Makes sure that the CRM knows the company.</summary>
    /// <param name="at">When it learns of it.</param>
    /// <param name="isImported">Whether the account comes from before the sample's start.</param>
    public TrackedRecord EnsureAccount(DateTime at, bool isImported = false)
    {
        if (company.Account is not null)
        {
            company.Account.ExistBy(at);
            return company.Account;
        }

        DateTime createdAt = isImported ? at.AddDays(-_chance.NextInt(30, 900)) : at;
        TrackedRecord account = NewAccount(at, createdAt).With(
            ("Name", company.LegalName),
            ("Website", Website()),
            ("BillingCity", company.City),
            ("BillingState", company.Place.States.Count > 0 ? company.Place.States[company.CityIndex] : null),
            ("ParentId", company.Parent?.Account?.Id));
        company.Account = account;
        _accounts.Add((account, "ORIGINAL"));
        FollowOwner(account, DateOnly.FromDateTime(at));
        return account;
    }

    /// <summary>Makes sure that the CRM has a contact for a person.</summary>
    /// <param name="person">The person.</param>
    /// <param name="at">When it learns of them.</param>
    /// <param name="source">The conformed lead source, or null.</param>
    public TrackedRecord EnsureContact(Person person, DateTime at, string? source)
    {
        if (person.Contact is not null)
        {
            person.Contact.ExistBy(at);
            person.ContactSince = person.Contact.FirstStamp;
            return person.Contact;
        }

        TrackedRecord contact = NewContact(person, at, source);
        person.Contact = contact;
        person.ContactSince = at;
        _contacts.Add((person, contact, "ORIGINAL"));
        return contact;
    }

    /// <summary>Adds the duplicates that grow in every CRM, and a few changes of no great meaning.</summary>
    public void Disturb()
    {
        if (company.Account is null)
        {
            return;
        }

        TouchUp();
        if (company.Kind is CompanyKind.Single or CompanyKind.GroupParent or CompanyKind.Subsidiary
            && (_chance.Chance(0.10) || company.Index == 0))
        {
            DuplicateAccounts();
        }

        foreach (Person person in company.People.Where(person => person.Contact is not null))
        {
            if (_chance.Chance(0.04))
            {
                DuplicateContact(person);
            }
        }
    }

    /// <summary>Marks the account as a customer's or a former customer's.</summary>
    /// <param name="at">When.</param>
    /// <param name="type">Customer or Former Customer.</param>
    public void MarkType(DateTime at, string type) => company.Account!.Change(at, "Type", type);

    /// <summary>Delivers accounts and contacts, and the truth about who is who.</summary>
    public void Deliver()
    {
        foreach ((TrackedRecord record, string kind) in _accounts.Where(each => each.Record.FirstStamp < world.Calendar.End))
        {
            record.Deliver(world.Calendar, world.Sink);
            world.Truth.Add(
                "account_clusters",
                ("company", company.Number),
                ("account_id", record.Id),
                ("kind", kind),
                ("domain", company.Domain),
                ("company_kind", company.Kind.ToString()),
                ("segment", SegmentProfile.Of(company.Segment).Name),
                ("industry", company.Sector.Name),
                ("country", company.Place.Name),
                ("parent_company", company.Parent?.Number));
        }

        foreach ((Person person, TrackedRecord record, string kind) in _contacts.Where(each => each.Record.FirstStamp < world.Calendar.End))
        {
            record.Deliver(world.Calendar, world.Sink);
            world.Truth.Add(
                "contact_clusters",
                ("person", person.Number),
                ("contact_id", record.Id),
                ("kind", kind),
                ("company", company.Number));
        }
    }

    private string? Website() => company.Domain is null
        ? null
        : _chance.NextInt(4) switch
        {
            0 => $"https://www.{company.Domain}/",
            1 => $"www.{company.Domain}",
            2 => $"http://{company.Domain}/en/home",
            _ => company.Domain,
        };

    private TrackedRecord NewAccount(DateTime at, DateTime createdAt)
    {
        DateOnly day = DateOnly.FromDateTime(at);
        return new TrackedRecord(SalesforceLayouts.Account, at).With(
            ("Id", world.Ids.Next("001")),
            ("Phone", company.People[0].Phone[..^4] + "0000"),
            ("Industry", spellings.Spell(Spellings.Industry, company.Sector.Name, _chance)),
            ("NumberOfEmployees", _chance.Chance(0.06) ? null : FieldText.Of(company.Employees)),
            ("AnnualRevenue", _chance.Chance(0.1) ? null : FieldText.Of(company.Revenue)),
            ("CurrencyIsoCode", company.Place.Currency),
            ("BillingCountry", spellings.Spell(Spellings.Country, company.Place.Name, _chance)),
            ("OwnerId", world.Staff.Responsible(EmployeeRole.Seller, company, day).Id),
            ("Type", "Prospect"),
            ("IsDeleted", "false"),
            ("CreatedDate", FieldText.Of(createdAt)));
    }

    private TrackedRecord NewContact(Person person, DateTime at, string? source) =>
        new TrackedRecord(SalesforceLayouts.Contact, at).With(
            ("Id", world.Ids.Next("003")),
            ("AccountId", company.Account!.Id),
            ("FirstName", person.FirstName),
            ("LastName", person.LastName),
            ("Email", _chance.Chance(0.03) ? null : person.Email),
            ("Phone", _chance.Chance(0.3) ? null : person.Phone),
            ("Title", _chance.Chance(0.08) ? null : person.Title),
            ("Department", person.Department),
            ("LeadSource", source is null ? null : spellings.Spell(Spellings.LeadSource, source, _chance)),
            ("HasOptedOutOfEmail", "false"),
            ("OwnerId", world.Staff.Responsible(EmployeeRole.Seller, company, DateOnly.FromDateTime(at)).Id),
            ("IsDeleted", "false"),
            ("CreatedDate", FieldText.Of(at)));

    private void FollowOwner(TrackedRecord account, DateOnly from)
    {
        string owner = account.First("OwnerId")!;
        for (DateOnly day = from; day < DateOnly.FromDateTime(world.Calendar.End); day = day.AddDays(7))
        {
            string now = world.Staff.Responsible(EmployeeRole.Seller, company, day).Id;
            if (now != owner)
            {
                owner = now;
                account.Change(SampleCalendar.AtWork(day, _chance), "OwnerId", now);
            }
        }
    }

    // Small edits of every kind of record: a phone number, a head count, an opt-out.
    private void TouchUp()
    {
        for (int month = 0; month < world.Calendar.Months; month++)
        {
            DateTime at = SampleCalendar.AtWork(world.Calendar.FirstDayOf(month).AddDays(_chance.NextInt(27)), _chance);
            if (_chance.Chance(0.04) && at > company.Account!.FirstStamp)
            {
                company.Account.Change(at, "NumberOfEmployees", FieldText.Of(company.Employees + _chance.NextInt(1, 9)));
            }
        }

        foreach (Person person in company.People.Where(person => person.Contact is not null))
        {
            DateTime at = SampleCalendar.AtWork(world.Calendar.FirstDay.AddDays(_chance.NextInt(world.Calendar.Days - 3)), _chance);
            if (at > person.ContactSince && _chance.Chance(0.25))
            {
                person.Contact!.Change(at, "Phone", person.Phone);
            }

            if (at > person.ContactSince && _chance.Chance(0.05))
            {
                person.Contact!.Change(at.AddMinutes(5), "HasOptedOutOfEmail", "true");
                person.OptedOutAt = at.AddMinutes(5);
            }
        }
    }

    private void DuplicateAccounts()
    {
        DateTime latest = world.Calendar.End.AddDays(-30);
        DateTime earliest = company.Account!.FirstStamp.AddDays(5);
        if (earliest >= latest)
        {
            return;
        }

        int copies = company.Index == 0 ? 2 : _chance.Chance(0.15) ? 2 : 1;
        List<TrackedRecord> made = [];
        for (int i = 0; i < copies; i++)
        {
            DateTime at = SampleCalendar.AtWork(
                DateOnly.FromDateTime(earliest).AddDays(_chance.NextInt((latest - earliest).Days)),
                _chance);
            (string kind, string name, string? website) = company.Index == 0
                ? ("EXACT_DOMAIN", Misspelling.Reformat(company, _chance), company.Domain)
                : DuplicateSpelling();
            TrackedRecord copy = NewAccount(at, at).With(
                ("Name", name),
                ("Website", website),
                ("BillingCity", kind == "TYPO" && _chance.Chance(0.4) ? null : company.City));
            made.Add(copy);
            _accounts.Add((copy, kind));
            world.Truth.Count($"duplicate_account_{kind.ToLowerInvariant()}");
        }

        if (company.Index == 0 || _chance.Chance(0.3))
        {
            Merge(made);
        }
    }

    private (string Kind, string Name, string? Website) DuplicateSpelling()
    {
        double mark = _chance.NextDouble();
        return mark switch
        {
            < 0.4 when company.Domain is not null => ("EXACT_DOMAIN", Misspelling.Reformat(company, _chance), $"www.{company.Domain}"),
            < 0.72 => ("NORMALISED_NAME", Misspelling.Reformat(company, _chance), null),
            _ => ("TYPO", Misspelling.Mistype(company.ShortName, _chance), null),
        };
    }

    // Somebody merges the copies: with two of them a chain, the second into the first, the first into the original.
    private void Merge(List<TrackedRecord> copies)
    {
        TrackedRecord into = company.Account!;
        DateTime at = copies.Max(copy => copy.FirstStamp).AddDays(3);
        for (int i = 0; i < copies.Count; i++)
        {
            at = SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(_chance.NextInt(1, 10)), _chance);
            if (at >= world.Calendar.End)
            {
                return;
            }

            TrackedRecord loser = copies[copies.Count - 1 - i];
            TrackedRecord winner = i < copies.Count - 1 ? copies[copies.Count - 2 - i] : into;
            loser.Change(at, "IsDeleted", "true");
            loser.Change(at, "MasterRecordId", winner.Id);
            world.Truth.Count("merged_account");
            world.Truth.Add(
                "merged",
                ("object", "account"),
                ("id", loser.Id),
                ("merged_into", winner.Id),
                ("at", FieldText.Of(at)));
        }
    }

    private void DuplicateContact(Person person)
    {
        DateTime from = person.ContactSince < world.Calendar.Start ? world.Calendar.Start : person.ContactSince;
        int room = (world.Calendar.End - from).Days - 20;
        if (room < 5)
        {
            return;
        }

        DateTime at = SampleCalendar.AtWork(DateOnly.FromDateTime(from).AddDays(_chance.NextInt(3, room)), _chance);
        (string kind, string? email, string first) = _chance.NextInt(3) switch
        {
            0 => ("EXACT_EMAIL", Misspelling.Recase(person.Email, _chance), person.FirstName),
            1 => ("SAME_NAME", (string?)null, person.FirstName),
            _ => ("TYPO", null, Misspelling.Mistype(person.FirstName, _chance)),
        };
        TrackedRecord copy = NewContact(person, at, null).With(
            ("Email", email),
            ("FirstName", first),
            ("Phone", kind == "EXACT_EMAIL" ? null : person.Phone));
        if (_chance.Chance(0.25))
        {
            DateTime mergedAt = SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(_chance.NextInt(2, 15)), _chance);
            copy.Change(mergedAt, "IsDeleted", "true");
            copy.Change(mergedAt, "MasterRecordId", person.Contact!.Id);
            world.Truth.Count("merged_contact");
            world.Truth.Add(
                "merged",
                ("object", "contact"),
                ("id", copy.Id),
                ("merged_into", person.Contact.Id),
                ("at", FieldText.Of(mergedAt)));
        }

        _contacts.Add((person, copy, kind));
        world.Truth.Count($"duplicate_contact_{kind.ToLowerInvariant()}");
    }
}
