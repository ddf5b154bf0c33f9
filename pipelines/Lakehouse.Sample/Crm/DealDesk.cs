using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Crm;

/// <summary>What a new deal is about.</summary>
/// <param name="Type">New Business, Expansion or Renewal.</param>
/// <param name="Dollars">The yearly value in US dollars.</param>
/// <param name="Source">The conformed lead source.</param>
/// <param name="CampaignId">The campaign that brought it, or null.</param>
/// <param name="CycleDays">How long the seller expects it to take.</param>
internal sealed record DealBrief(string Type, double Dollars, string Source, string? CampaignId, int CycleDays);

/// <summary>Enters a company's deals, with the mistakes that people make when they do.</summary>
/// <param name="world">The world.</param>
/// <param name="spellings">How picklist values are spelled.</param>
/// <param name="company">Whose deals.</param>
internal sealed class DealDesk(SampleWorld world, Spellings spellings, Company company)
{
    private static readonly string[] Products = ["Platform", "Analytics", "Integration", "Services"];
    private static readonly double[] ProductShares = [0.5, 0.25, 0.15, 0.1];
    private readonly RandomStream _chance = world.Chance("deals", company.Index);
    private readonly List<OpportunityRecord> _deals = [];

    /// <summary>The life of deals, on the company's stream.</summary>
    public OpportunityLife Life { get; } = new(world, world.Chance("deal life", company.Index));

    /// <summary>Enters a deal.</summary>
    /// <param name="at">When.</param>
    /// <param name="brief">What about.</param>
    /// <param name="ownerRole">Who owns it.</param>
    public OpportunityRecord Enter(DateTime at, DealBrief brief, EmployeeRole ownerRole)
    {
        DateOnly day = DateOnly.FromDateTime(at);
        string currency = company.Place.Currency;
        string product = Products[_chance.PickWeighted(ProductShares)];
        int dialect = _chance.PickWeighted([.. StageNames.DialectShares]);
        decimal? amount = world.Rates.FromDollars(brief.Dollars, currency, day);
        (decimal? Amount, string? Currency) entered = brief.Type == "New Business"
            ? Mistake(at, amount, currency)
            : (amount, currency);
        OpportunityRecord deal = new()
        {
            Id = world.Ids.Next("006"),
            Company = company,
            AccountId = _chance.Chance(0.01) ? null : company.Account!.Id,
            Name = $"{company.ShortName} - {product}{(brief.Type == "New Business" ? "" : $" {brief.Type}")}",
            Type = brief.Type,
            LeadSource = _chance.Chance(0.02) ? null : spellings.Spell(Spellings.LeadSource, brief.Source, _chance),
            CampaignId = brief.CampaignId,
            ProductFamily = spellings.Spell(Spellings.Product, product, _chance),
            Dialect = dialect,
            CreatedAt = at,
            First = new OpportunityState
            {
                Stage = OpportunityStage.Prospecting,
                Amount = entered.Amount,
                Currency = entered.Currency,
                CloseDate = day.AddDays(brief.CycleDays),
                OwnerId = world.Staff.Responsible(ownerRole, company, day).Id,
            },
        };
        NoteDialect(dialect, at);
        if (entered.Amount is null || entered.Currency is null)
        {
            PlanCorrection(deal, amount, currency);
        }

        _deals.Add(deal);
        return deal;
    }

    /// <summary>Adds what happens to some deals: a duplicate, a deletion, a new owner.</summary>
    /// <param name="deal">A deal whose life has been planned.</param>
    public void Disturb(OpportunityRecord deal)
    {
        if (_chance.Chance(0.025))
        {
            Duplicate(deal);
        }

        if (deal.Type == "New Business" && _chance.Chance(0.025))
        {
            Delete(deal);
        }

        PlanOwners(deal);
    }

    /// <summary>Delivers all deals.</summary>
    public void Deliver()
    {
        OpportunityExtract extract = new(world);
        foreach (OpportunityRecord deal in _deals)
        {
            deal.Play(world.Calendar.End);
            extract.Deliver(deal);
            CountOpenPastDue(deal);
        }
    }

    private void CountOpenPastDue(OpportunityRecord deal)
    {
        OpportunityState? last = deal.KnownAt(world.Calendar.End);
        if (last is { IsDeleted: false } && !StageNames.IsClosed(last.Stage)
            && last.CloseDate < DateOnly.FromDateTime(world.Calendar.End))
        {
            world.Truth.Count("open_past_close_date");
        }
    }

    private void NoteDialect(int dialect, DateTime at)
    {
        if (at >= world.Calendar.End)
        {
            return;
        }

        for (int stage = 0; stage < 6; stage++)
        {
            spellings.Note(
                Spellings.Stage,
                StageNames.Raw((OpportunityStage)stage, dialect),
                StageNames.Raw((OpportunityStage)stage, 0),
                isMapped: StageNames.Conformed((OpportunityStage)stage, dialect) != "UNMAPPED");
        }
    }

    private (decimal? Amount, string? Currency) Mistake(DateTime at, decimal? amount, string currency)
    {
        double mark = _chance.NextDouble();
        (string? flaw, decimal? entered, string? code) = mark switch
        {
            < 0.025 => ("null_currency", amount, null),
            < 0.035 => ("lower_case_currency", amount, currency.ToLowerInvariant()),
            < 0.042 => ("unknown_currency", amount, "XXX"),
            < 0.072 => ("null_amount", null, currency),
            < 0.090 => ("zero_amount", 0.00m, currency),
            < 0.100 => ("negative_amount", -amount, currency),
            _ => ((string?)null, amount, (string?)currency),
        };
        if (flaw is not null && at < world.Calendar.End)
        {
            world.Truth.Count(flaw);
        }

        return (entered, code);
    }

    private void PlanCorrection(OpportunityRecord deal, decimal? amount, string currency)
    {
        if (!_chance.Chance(0.5))
        {
            return;
        }

        DateTime at = SampleCalendar.AtWork(DateOnly.FromDateTime(deal.CreatedAt).AddDays(_chance.NextInt(3, 40)), _chance);
        deal.Plan(at, deal.First.OwnerId, state => state with { Amount = state.Amount ?? amount, Currency = state.Currency ?? currency });
    }

    // Another seller enters the same deal, finds out, and closes the copy as a duplicate.
    private void Duplicate(OpportunityRecord original)
    {
        DateTime at = SampleCalendar.AtWork(DateOnly.FromDateTime(original.CreatedAt).AddDays(_chance.NextInt(2, 12)), _chance);
        DateTime foundAt = SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(_chance.NextInt(4, 35)), _chance);
        if (foundAt >= world.Calendar.End)
        {
            return;
        }

        OpportunityRecord copy = new()
        {
            Id = world.Ids.Next("006"),
            Company = company,
            AccountId = original.AccountId,
            Name = original.Name,
            Type = original.Type,
            LeadSource = original.LeadSource,
            CampaignId = null,
            ProductFamily = original.ProductFamily,
            Dialect = original.Dialect,
            CreatedAt = at,
            First = original.First with { CloseDate = DateOnly.FromDateTime(at).AddDays(60) },
        };
        copy.Plan(
            foundAt,
            original.First.OwnerId,
            state => state with
            {
                Stage = OpportunityStage.ClosedLost,
                CloseDate = DateOnly.FromDateTime(foundAt),
                LossReason = "Duplicate",
                MergedInto = original.Id,
            });
        _deals.Add(copy);
        NoteDialect(copy.Dialect, at);
        world.Truth.Count("merged_deal");
        world.Truth.Add(
            "merged",
            ("object", "opportunity"),
            ("id", copy.Id),
            ("merged_into", original.Id),
            ("at", FieldText.Of(foundAt)));
    }

    private void Delete(OpportunityRecord deal)
    {
        DateTime at = SampleCalendar.AtWork(DateOnly.FromDateTime(deal.CreatedAt).AddDays(_chance.NextInt(5, 60)), _chance);
        bool comesBack = _chance.Chance(0.4);
        DateTime backAt = SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(_chance.NextInt(2, 14)), _chance);
        if (backAt >= world.Calendar.End)
        {
            return;
        }

        deal.Plan(at, deal.First.OwnerId, state => state with { IsDeleted = true });
        if (comesBack)
        {
            deal.Plan(backAt, world.Staff.Integration.Id, state => state with { IsDeleted = false });
            world.Truth.Count("undeleted_deal");
        }
        else
        {
            // Nothing more is recorded on a record in the recycle bin.
            deal.DropPlansAfter(at);
        }

        world.Truth.Count("deleted_deal");
        world.Truth.Add(
            "deleted",
            ("object", "opportunity"),
            ("id", deal.Id),
            ("deleted_at", FieldText.Of(at)),
            ("undeleted_at", comesBack ? FieldText.Of(backAt) : null));
    }

    // When a seller leaves, the successor takes over what is still open within the following days.
    private void PlanOwners(OpportunityRecord deal)
    {
        DateOnly day = DateOnly.FromDateTime(deal.CreatedAt);
        string owner = deal.First.OwnerId;
        EmployeeRole role = deal.Type == "New Business" ? EmployeeRole.Seller : EmployeeRole.AccountManager;
        for (DateOnly check = day; check < DateOnly.FromDateTime(world.Calendar.End); check = check.AddDays(7))
        {
            string now = world.Staff.Responsible(role, company, check).Id;
            if (now != owner)
            {
                owner = now;
                DateTime at = SampleCalendar.AtWork(check, _chance);
                deal.Plan(
                    at,
                    world.Staff.Integration.Id,
                    state => StageNames.IsClosed(state.Stage) ? state : state with { OwnerId = now });
            }
        }
    }
}
