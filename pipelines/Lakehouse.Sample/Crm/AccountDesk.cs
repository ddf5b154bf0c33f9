using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Crm;

/// <summary>Keeps a company's accounts in the CRM: the original and the copies that people make of it.</summary>
/// <param name="world">The world.</param>
/// <param name="spellings">How picklist values are spelled.</param>
/// <param name="company">Whose.</param>
internal sealed class AccountDesk(SampleWorld world, Spellings spellings, Company company)
{
    private const double DuplicateShare = 0.10;
    private const double TripleShare = 0.15;
    private const double MergedShare = 0.35;
    private const double HangsOnCopyShare = 0.3;

    private readonly RandomStream _chance = world.Chance("accounts", company.Index);
    private readonly RandomStream _copyChance = world.Chance("account copies", company.Index);
    private readonly List<CrmAccount> _accounts = [];

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
        company.Account = NewAccount(at, createdAt, _chance).With(
            ("Name", company.LegalName),
            ("Website", Website()),
            ("BillingCity", company.City),
            ("BillingState", company.Place.States.Count > 0 ? company.Place.States[company.CityIndex] : null));
        if (company.Parent?.Account is { } parent)
        {
            company.Account.Change(parent.FirstStamp, "ParentId", parent.Id);
        }

        _accounts.Add(new CrmAccount(company.Account, "ORIGINAL"));
        FollowOwner(company.Account, DateOnly.FromDateTime(at));
        if (HasCopies())
        {
            Duplicate();
        }

        return company.Account;
    }

    /// <summary>The account that somebody picks for a new record; sometimes a copy, if there is one by then.</summary>
    /// <param name="at">When.</param>
    public CrmAccount Choose(DateTime at)
    {
        EnsureAccount(at);
        List<CrmAccount> copies =
            [.. _accounts.Where(each => each.Kind != "ORIGINAL" && each.Record.FirstStamp <= at && each.MergedAt > at)];
        return copies.Count > 0 && _copyChance.Chance(HangsOnCopyShare) ? _copyChance.Pick(copies) : _accounts[0];
    }

    /// <summary>Marks the account as a customer's or a former customer's.</summary>
    /// <param name="at">When.</param>
    /// <param name="type">Customer or Former Customer.</param>
    public void MarkType(DateTime at, string type) => company.Account!.Change(at, "Type", type);

    /// <summary>Closes a circle in the hierarchy: the head of the group gets one of its parts as its parent.</summary>
    /// <param name="at">When.</param>
    /// <param name="child">The part's account.</param>
    public void PlantCycle(DateTime at, TrackedRecord child)
    {
        company.Account!.Change(at, "ParentId", child.Id);
        world.Truth.Count("hierarchy_cycle");
        world.Truth.Add(
            "hierarchy_cycles",
            ("account_id", company.Account.Id),
            ("parent_id", child.Id),
            ("since", FieldText.Of(at)));
    }

    /// <summary>Adds a few changes of no great meaning.</summary>
    public void TouchUp()
    {
        for (int month = 0; company.Account is not null && month < world.Calendar.Months; month++)
        {
            DateTime at = SampleCalendar.AtWork(world.Calendar.FirstDayOf(month).AddDays(_chance.NextInt(27)), _chance);
            if (_chance.Chance(0.04) && at > company.Account.FirstStamp)
            {
                int employees = company.Employees + _chance.NextInt(1, 9);
                company.Account.Change(at, "NumberOfEmployees", FieldText.Of(employees));
            }
        }
    }

    /// <summary>Delivers the accounts, and the truth about whose they are.</summary>
    public void Deliver()
    {
        foreach (CrmAccount account in _accounts.Where(each => each.Record.FirstStamp < world.Calendar.End))
        {
            account.Record.Deliver(world.Calendar, world.Sink);
            world.Truth.Add(
                "account_clusters",
                ("company", company.Number),
                ("account_id", account.Record.Id),
                ("kind", account.Kind),
                ("domain", company.Domain),
                ("company_kind", company.Kind.ToString()),
                ("segment", SegmentProfile.Of(company.Segment).Name),
                ("industry", company.Sector.Name),
                ("country", company.Place.Name),
                ("employees", FieldText.Of(company.Employees)),
                ("is_ideal", FieldText.Of(company.IsIdeal)),
                ("parent_company", company.Parent?.Number));
            if (account.Kind != "ORIGINAL")
            {
                world.Truth.Count($"duplicate_account_{account.Kind.ToLowerInvariant()}");
            }

            TellMerge(account);
        }
    }

    private void TellMerge(CrmAccount account)
    {
        if (account.MergedInto is { } winner && account.MergedAt < world.Calendar.End)
        {
            world.Truth.Merged("account", account.Record.Id, winner.Record.Id, account.MergedAt);
        }
    }

    private bool HasCopies() =>
        company.Index == 0
        || (company.Kind is CompanyKind.Single or CompanyKind.GroupParent or CompanyKind.Subsidiary
            && _copyChance.Chance(DuplicateShare));

    private string? Website() => company.Domain is null
        ? null
        : _chance.NextInt(4) switch
        {
            0 => $"https://www.{company.Domain}/",
            1 => $"www.{company.Domain}",
            2 => $"{Uri.UriSchemeHttp}://{company.Domain}/en/home",
            _ => company.Domain,
        };

    private TrackedRecord NewAccount(DateTime at, DateTime createdAt, RandomStream chance)
    {
        DateOnly day = DateOnly.FromDateTime(at);
        return new TrackedRecord(SalesforceLayouts.Account, at).With(
            ("Id", world.Ids.Next("001")),
            ("Phone", company.People[0].Phone[..^4] + "0000"),
            ("Industry", spellings.Spell(Spellings.Industry, company.Sector.Name, chance)),
            ("NumberOfEmployees", chance.Chance(0.06) ? null : FieldText.Of(company.Employees)),
            ("AnnualRevenue", chance.Chance(0.1) ? null : FieldText.Of(company.Revenue)),
            ("CurrencyIsoCode", company.Place.Currency),
            ("BillingCountry", spellings.Spell(Spellings.Country, company.Place.Name, chance)),
            ("OwnerId", world.Staff.Responsible(EmployeeRole.Seller, company, day).Id),
            ("Type", "Prospect"),
            ("IsDeleted", "false"),
            ("CreatedDate", FieldText.Of(createdAt)));
    }

    private void FollowOwner(TrackedRecord account, DateOnly from)
    {
        foreach ((DateOnly day, string owner) in
            world.Staff.OwnersFrom(EmployeeRole.Seller, company, from, DateOnly.FromDateTime(world.Calendar.End)))
        {
            account.Change(SampleCalendar.AtWork(day, _chance), "OwnerId", owner);
        }
    }

    private void Duplicate()
    {
        DateTime latest = world.Calendar.End.AddDays(-20);
        DateTime earliest = company.Account!.FirstStamp.AddDays(5);
        if (earliest >= latest)
        {
            return;
        }

        List<CrmAccount> copies = [];
        int count = company.Index == 0 || _copyChance.Chance(TripleShare) ? 2 : 1;
        for (int i = 0; i < count; i++)
        {
            int wait = _copyChance.NextInt((latest - earliest).Days / (company.Index == 0 ? 3 : 1));
            DateTime at = SampleCalendar.AtWork(DateOnly.FromDateTime(earliest).AddDays(wait), _copyChance);
            (string kind, string name, string? website) = Misspelling.OfAccount(company, _copyChance);
            TrackedRecord copy = NewAccount(at, at, _copyChance).With(
                ("Name", name),
                ("Website", website),
                ("BillingCity", kind == "TYPO" && _copyChance.Chance(0.4) ? null : company.City));
            copies.Add(new CrmAccount(copy, kind));
        }

        _accounts.AddRange(copies);
        if (company.Index == 0 || _copyChance.Chance(MergedShare))
        {
            Merge(copies);
        }
    }

    // Somebody merges the copies: with two of them a chain, the second into the first, the first into the original.
    private void Merge(List<CrmAccount> copies)
    {
        DateTime at = copies.Max(copy => copy.Record.FirstStamp).AddDays(5);
        for (int i = copies.Count - 1; i >= 0; i--)
        {
            at = SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(_copyChance.NextInt(5, 60)), _copyChance);
            copies[i].MergeInto(i > 0 ? copies[i - 1] : _accounts[0], at);
        }
    }
}
