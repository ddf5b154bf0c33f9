using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Crm;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Finance;

/// <summary>What becomes of a company once it bought: it renews, grows, pays less, or leaves.</summary>
/// <param name="world">The world.</param>
/// <param name="company">The customer.</param>
/// <param name="deals">Where renewals and expansions are entered.</param>
/// <param name="billing">Where they are billed.</param>
internal sealed class CustomerLife(SampleWorld world, Company company, DealDesk deals, Billing billing)
{
    /// <summary>The beta distribution of a monthly customer's chance to leave in a month.</summary>
    public const double MonthlyChurnAlpha = 0.9;

    /// <inheritdoc cref="MonthlyChurnAlpha"/>
    public const double MonthlyChurnBeta = 24;

    /// <summary>The chance of an expansion deal in a month.</summary>
    public const double ExpansionRate = 0.04;

    /// <summary>The chance of winning an expansion deal.</summary>
    public const double ExpansionWinRate = 0.65;

    /// <summary>The share of renewals at a lower price.</summary>
    public const double ContractionShare = 0.1;

    private const int RenewalDays = 90;
    private readonly RandomStream _chance = world.Chance("customer", company.Index);

    /// <summary>Lives on from a first purchase within the sample.</summary>
    /// <param name="deal">The won deal, played.</param>
    /// <param name="closedAt">When it was really won.</param>
    /// <returns>The day on which the customer leaves, or the maximum.</returns>
    public DateOnly Begin(OpportunityRecord deal, DateTime closedAt)
    {
        // Finance bills what was really agreed, also where the CRM has no amount or a wrong one.
        DateOnly day = DateOnly.FromDateTime(closedAt);
        double usual = SegmentProfile.Of(company.Segment).AmountMedian;
        decimal yearly = deal.Versions[^1].State.Amount is { } amount && amount > 0
            ? amount
            : world.Rates.FromDollars(usual, company.Place.Currency, day);
        DateOnly start = DateOnly.FromDateTime(closedAt).AddDays(_chance.NextInt(2, 18));
        return Live(start, yearly, deal.Id, "NEW");
    }

    /// <summary>Lives on from a purchase before the CRM's time.</summary>
    public DateOnly BeginBefore()
    {
        DateOnly start = world.Calendar.FirstDay.AddDays(-_chance.NextInt(5, 700));
        SegmentProfile segment = SegmentProfile.Of(company.Segment);
        decimal yearly = world.Rates.FromDollars(
            _chance.NextLogNormal(segment.AmountMedian, segment.AmountSigma),
            company.Place.Currency,
            start);
        return Live(start, yearly, null, "NEW");
    }

    private DateOnly Live(DateOnly start, decimal yearly, string? dealId, string type)
    {
        SegmentProfile segment = SegmentProfile.Of(company.Segment);
        bool isMonthly = _chance.Chance(segment.MonthlyPlanShare);
        double leaveChance = isMonthly
            ? _chance.NextBeta(MonthlyChurnAlpha, MonthlyChurnBeta)
            : _chance.NextBeta(segment.Churn.Alpha, segment.Churn.Beta);
        Subscription subscription = billing.Start(start, yearly, isMonthly, dealId);
        DateOnly leavesOn = isMonthly
            ? LiveByMonth(subscription, leaveChance, type)
            : LiveByYear(subscription, leaveChance, type);
        world.Truth.Add(
            "churn",
            ("company", company.Number),
            ("account_id", company.Account!.Id),
            ("plan", isMonthly ? "MONTHLY" : "ANNUAL"),
            ("segment", segment.Name),
            ("start_date", FieldText.Of(start)),
            ("chance_to_leave_each_term", FieldText.OfRate(leaveChance)),
            ("left_on", leavesOn < DateOnly.FromDateTime(world.Calendar.End) ? FieldText.Of(leavesOn) : null));
        Expand(start, leavesOn);
        billing.Cancel(leavesOn);
        return leavesOn;
    }

    private DateOnly LiveByMonth(Subscription subscription, double leaveChance, string type)
    {
        DateOnly end = DateOnly.FromDateTime(world.Calendar.End);
        for (int month = 0; subscription.Start.AddMonths(month) < end; month++)
        {
            DateOnly from = subscription.Start.AddMonths(month);
            if (month > 0 && from >= world.Calendar.FirstDay && _chance.Chance(leaveChance))
            {
                return from;
            }

            if (month == 12)
            {
                Billing.Reprice(subscription, from, subscription.YearlyAmount, null);
            }

            billing.Invoice(subscription, from, month < 12 ? type : "RENEWAL");
        }

        return DateOnly.MaxValue;
    }

    private DateOnly LiveByYear(Subscription subscription, double leaveChance, string type)
    {
        DateOnly end = DateOnly.FromDateTime(world.Calendar.End);
        billing.Invoice(subscription, subscription.Start, type);
        for (int year = 1; subscription.Start.AddYears(year).AddDays(-RenewalDays) < end; year++)
        {
            DateOnly from = subscription.Start.AddYears(year);
            bool isSeen = from >= world.Calendar.FirstDay.AddDays(40);
            bool leaves = isSeen && _chance.Chance(leaveChance);
            decimal yearly = subscription.YearlyAmount;
            string? dealId = isSeen ? Renew(subscription, from, ref yearly, leaves) : null;
            if (leaves)
            {
                return from;
            }

            if (from < end)
            {
                Billing.Reprice(subscription, from, yearly, dealId);
                billing.Invoice(subscription, from, "RENEWAL");
            }
        }

        return DateOnly.MaxValue;
    }

    private string Renew(Subscription subscription, DateOnly from, ref decimal yearly, bool leaves)
    {
        DateOnly entered = from.AddDays(-_chance.NextInt(60, 100));
        if (entered < world.Calendar.FirstDay)
        {
            entered = world.Calendar.FirstDay.AddDays(_chance.NextInt(1, 9));
        }

        DateTime at = SampleCalendar.AtWork(entered, _chance);
        double factor = _chance.Chance(ContractionShare) ? _chance.Between(0.6, 0.9) : _chance.Between(1.0, 1.07);
        yearly = Round(yearly * (decimal)factor, subscription.Currency);
        OpportunityRecord deal = deals.Enter(
            at,
            new DealBrief("Renewal", 0, "Referral", null, from.DayNumber - entered.DayNumber) { Amount = yearly },
            EmployeeRole.AccountManager);
        DateTime middle = SampleCalendar.AtWork(entered.AddDays(20), _chance);
        deal.Plan(middle, deal.First.OwnerId, state => state with { Stage = OpportunityStage.Negotiation });
        DateTime closedAt = SampleCalendar.AtWork(from.AddDays(leaves ? -1 : -_chance.NextInt(2, 14)), _chance);
        if (closedAt <= middle)
        {
            closedAt = middle.AddHours(2);
        }

        deal.Plan(closedAt, deal.First.OwnerId, state => state with
        {
            Stage = leaves ? OpportunityStage.ClosedLost : OpportunityStage.ClosedWon,
            CloseDate = DateOnly.FromDateTime(closedAt),
            LossReason = leaves ? "Churned" : null,
        });
        deals.Disturb(deal);
        return deal.Id;
    }

    private void Expand(DateOnly start, DateOnly leavesOn)
    {
        for (int month = Math.Max(0, world.Calendar.MonthOf(start) + 2); month < world.Calendar.Months; month++)
        {
            DateOnly day = world.Calendar.FirstDayOf(month).AddDays(_chance.NextInt(25));
            if (day.AddDays(60) > leavesOn)
            {
                return;
            }

            if (_chance.Chance(ExpansionRate))
            {
                AddExpansion(SampleCalendar.AtWork(day, _chance));
            }
        }
    }

    private void AddExpansion(DateTime at)
    {
        SegmentProfile segment = SegmentProfile.Of(company.Segment);
        OpportunityRecord deal = deals.Enter(
            at,
            new DealBrief("Expansion", _chance.NextLogNormal(segment.AmountMedian * 0.3, segment.AmountSigma), "Referral", null, 30),
            EmployeeRole.AccountManager);
        bool isWon = _chance.Chance(ExpansionWinRate);
        bool isSameDay = _chance.Chance(0.12);
        DateTime closedAt = isSameDay
            ? at.AddMinutes(_chance.NextInt(5, 60))
            : SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(_chance.NextInt(8, 55)), _chance);
        if (!isSameDay)
        {
            DateTime middle = at.AddDays(3);
            deal.Plan(middle, deal.First.OwnerId, state => state with { Stage = OpportunityStage.Proposal });
        }

        deal.Plan(closedAt, deal.First.OwnerId, state => state with
        {
            Stage = isWon || isSameDay ? OpportunityStage.ClosedWon : OpportunityStage.ClosedLost,
            CloseDate = DateOnly.FromDateTime(closedAt),
            LossReason = isWon || isSameDay ? null : "No Budget",
        });
        deals.Disturb(deal);
        if ((isWon || isSameDay) && closedAt < world.Calendar.End)
        {
            Subscription more = billing.Start(DateOnly.FromDateTime(closedAt).AddDays(3), deal.First.Amount!.Value, false, deal.Id);
            billing.Invoice(more, more.Start, "EXPANSION");
        }
    }

    private static decimal Round(decimal yearly, string currency)
    {
        decimal unit = currency == "JPY" ? 10_000m : 100m;
        return Math.Max(unit, decimal.Round(yearly / unit) * unit) + 0.00m;
    }
}
