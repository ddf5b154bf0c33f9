using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.Truth;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Crm;

/// <summary>Enters a company's deals, with the mistakes that people make when they do.</summary>
/// <param name="world">The world.</param>
/// <param name="spellings">How picklist values are spelled.</param>
/// <param name="company">Whose deals.</param>
/// <param name="accounts">The company's accounts.</param>
internal sealed class DealDesk(SampleWorld world, Spellings spellings, Company company, AccountDesk accounts)
{
    private const double NoAccountShare = 0.01;
    private const double DuplicateShare = 0.035;
    private const double DeletedShare = 0.035;

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
        decimal? amount = brief.Amount ?? world.Rates.FromDollars(brief.Dollars, currency, day);
        (decimal? Amount, string? Currency) entered = brief.Type == "New Business"
            ? Mistake(amount, currency)
            : (amount, currency);
        OpportunityRecord deal = new()
        {
            Id = world.Ids.Next("006"),
            Company = company,
            Account = _chance.Chance(NoAccountShare) ? null : accounts.Choose(at),
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
        if (_chance.Chance(DuplicateShare))
        {
            Duplicate(deal);
        }

        if (deal.Type == "New Business" && _chance.Chance(DeletedShare))
        {
            Delete(deal);
        }

        PlanOwners(deal);
    }

    /// <summary>Delivers all deals.</summary>
    public void Deliver()
    {
        OpportunityExtract extract = new(world);
        DealTruth truth = new(world);
        foreach (OpportunityRecord deal in _deals)
        {
            deal.Play(world.Calendar.End);
            if (deal.CreatedAt < world.Calendar.End)
            {
                extract.Deliver(deal);
                truth.Tell(deal);
                TellBooking(deal);
            }
        }
    }

    private void TellBooking(OpportunityRecord deal)
    {
        OpportunityState? last = deal.KnownAt(world.Calendar.End);
        if (last is not { Stage: OpportunityStage.ClosedWon, IsDeleted: false })
        {
            return;
        }

        string? currency = last.Currency?.ToUpperInvariant();
        bool isValued = last.Amount is not null && currency is not (null or "XXX");
        decimal? dollars = isValued
            ? decimal.Round(last.Amount!.Value * world.Rates.ToDollars(currency!, last.CloseDate), 2)
            : null;
        int month = world.Calendar.MonthOf(last.CloseDate);
        world.Books.Booked[month] += Math.Max(0, dollars ?? 0);
        world.Truth.Add(
            "bookings",
            ("month", world.Calendar.NameOf(month)),
            ("company", company.Number),
            ("account_id", deal.Account?.Record.Id),
            ("opportunity_id", deal.Id),
            ("type", deal.Type),
            ("close_date", FieldText.Of(last.CloseDate)),
            ("amount", last.Amount is { } amount ? FieldText.Of(amount) : null),
            ("currency", last.Currency),
            ("amount_usd_at_close_spot", dollars is { } value ? FieldText.Of(value) : null));
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

    private (decimal? Amount, string? Currency) Mistake(decimal? amount, string currency)
    {
        double mark = _chance.NextDouble();
        return mark switch
        {
            < 0.025 => (amount, null),
            < 0.035 => (amount, currency.ToLowerInvariant()),
            < 0.042 => (amount, "XXX"),
            < 0.072 => (null, currency),
            < 0.090 => (0.00m, currency),
            < 0.100 => (-amount, currency),
            _ => (amount, currency),
        };
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
            Account = original.Account,
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
    }

    private void Delete(OpportunityRecord deal)
    {
        DateTime at = SampleCalendar.AtWork(DateOnly.FromDateTime(deal.CreatedAt).AddDays(_chance.NextInt(5, 60)), _chance);
        bool comesBack = _chance.Chance(0.4);
        DateTime backAt = SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(_chance.NextInt(2, 14)), _chance);

        // A record in the recycle bin cannot be edited, so nothing may be planned for its time there.
        if (backAt >= world.Calendar.End || (comesBack && deal.HasPlans(at, backAt)))
        {
            return;
        }

        deal.Plan(at, deal.First.OwnerId, state => state with { IsDeleted = true });
        if (comesBack)
        {
            deal.Plan(backAt, world.Staff.Integration.Id, state => state with { IsDeleted = false });
        }
        else
        {
            deal.DropPlansAfter(at);
        }
    }

    // When a seller leaves, the successor takes over what is still open.
    private void PlanOwners(OpportunityRecord deal)
    {
        EmployeeRole role = deal.Type == "New Business" ? EmployeeRole.Seller : EmployeeRole.AccountManager;
        DateOnly end = DateOnly.FromDateTime(world.Calendar.End);
        foreach ((DateOnly day, string owner) in
            world.Staff.OwnersFrom(role, company, DateOnly.FromDateTime(deal.CreatedAt), end))
        {
            deal.Plan(
                SampleCalendar.AtWork(day, _chance),
                world.Staff.Integration.Id,
                state => StageNames.IsClosed(state.Stage) ? state : state with { OwnerId = owner });
        }
    }
}
