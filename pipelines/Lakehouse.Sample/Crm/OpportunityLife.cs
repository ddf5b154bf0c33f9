using Lakehouse.Sample.Chance;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Crm;

/// <summary>Plays a deal from its creation to its end by the true rates of its segment and source.</summary>
/// <param name="world">The world.</param>
/// <param name="chance">The company's stream for deals.</param>
internal sealed class OpportunityLife(SampleWorld world, RandomStream chance)
{
    /// <summary>The spread of days in a stage: the standard deviation of their logarithm.</summary>
    public const double DwellSigma = 0.7;

    /// <summary>The share of stage passes that skip the next stage.</summary>
    public const double SkipShare = 0.05;

    /// <summary>The share of stage passes that fall back once before they pass.</summary>
    public const double RegressShare = 0.04;

    /// <summary>The share of deals that nobody closes: they stay open with a close date in the past.</summary>
    public const double AbandonedShare = 0.05;

    /// <summary>What fitting the ideal customer multiplies the odds of passing each stage by.</summary>
    public const double IdealOdds = 1.25;

    /// <summary>The share of closes that are recorded days later with the true close date.</summary>
    public const double BackdatedShare = 0.12;

    /// <summary>The share of won deals that are opened again.</summary>
    public const double ReopenedWonShare = 0.02;

    /// <summary>The share of lost deals that are opened again.</summary>
    public const double ReopenedLostShare = 0.05;

    private static readonly string[] LossReasons =
        ["Price", "Competitor", "No Decision", "Timing", "Missing Feature", "No Budget"];

    /// <summary>The chance of passing a stage.</summary>
    /// <param name="segment">The company's segment.</param>
    /// <param name="winOdds">What the source multiplies the odds of winning by.</param>
    /// <param name="isIdeal">Whether the company fits the ideal customer.</param>
    /// <param name="stage">The stage.</param>
    public static double PassRate(SegmentProfile segment, double winOdds, bool isIdeal, int stage)
    {
        double rate = segment.PassRates[stage];
        double odds = rate / (1 - rate) * Math.Sqrt(Math.Sqrt(winOdds)) * (isIdeal ? IdealOdds : 1.0);
        return odds / (1 + odds);
    }

    /// <summary>Plans all edits of a deal that starts in its first stage.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="winOdds">What its source multiplies the odds of winning by.</param>
    public DealOutcome Plan(OpportunityRecord deal, double winOdds)
    {
        SegmentProfile segment = SegmentProfile.Of(deal.Company.Segment);
        bool isAbandoned = chance.Chance(AbandonedShare);
        DateTime at = deal.CreatedAt;
        int stage = (int)deal.First.Stage;
        while (true)
        {
            bool passes = chance.Chance(PassRate(segment, winOdds, deal.Company.IsIdeal, stage));
            at = Later(at, segment.DwellMedians[stage] * (passes ? 1.0 : 1.2));
            if (isAbandoned && stage >= 1)
            {
                PlanPushes(deal, at.AddDays(20));
                return new DealOutcome(null, DateTime.MaxValue);
            }

            if (!passes)
            {
                return Close(deal, at, isWon: false);
            }

            if (stage == (int)OpportunityStage.Negotiation)
            {
                return Close(deal, at, isWon: true);
            }

            at = Advance(deal, at, ref stage, segment);
        }
    }

    /// <summary>Plans the close of a deal, and what is sometimes wrong with its recording.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="closedAt">When it is really closed.</param>
    /// <param name="isWon">Won or lost.</param>
    public DealOutcome Close(OpportunityRecord deal, DateTime closedAt, bool isWon)
    {
        DateOnly day = DateOnly.FromDateTime(closedAt);
        DateTime recordedAt = closedAt;
        if (chance.Chance(BackdatedShare) && closedAt > deal.CreatedAt.AddDays(10))
        {
            // Most often the close of a month's last days is recorded when the next month has begun.
            int daysLeft = DateTime.DaysInMonth(day.Year, day.Month) - day.Day;
            int delay = daysLeft < 15 ? daysLeft + chance.NextInt(1, 5) : chance.NextInt(2, 9);
            recordedAt = SampleCalendar.AtWork(day.AddDays(delay), chance);
        }

        PlanPushes(deal, recordedAt);
        string? reason = isWon ? null : chance.Pick(LossReasons);
        PlanStage(deal, recordedAt, isWon ? OpportunityStage.ClosedWon : OpportunityStage.ClosedLost, day, reason);
        DealOutcome outcome = new(recordedAt < world.Calendar.End ? isWon : null, closedAt);
        double reopenedShare = isWon ? ReopenedWonShare : ReopenedLostShare;
        return chance.Chance(reopenedShare) && recordedAt < world.Calendar.End
            ? Reopen(deal, recordedAt, outcome)
            : outcome;
    }

    private DateTime Later(DateTime at, double median)
    {
        int days = Math.Max(1, (int)Math.Round(chance.NextLogNormal(median, DwellSigma)));
        return SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(days), chance);
    }

    private DateTime Advance(OpportunityRecord deal, DateTime at, ref int stage, SegmentProfile segment)
    {
        DateTime when = at;
        if (stage > 0 && chance.Chance(RegressShare))
        {
            OpportunityStage back = (OpportunityStage)(stage - 1);
            deal.Plan(when, Owner(deal, when), state => state with { Stage = back });
            when = Later(when, segment.DwellMedians[stage] / 2);
        }

        bool skips = stage < (int)OpportunityStage.Proposal && chance.Chance(SkipShare);
        if (!skips && stage == 0 && chance.Chance(0.04))
        {
            // A flow moves the deal on in the same second: two rows that only their values put in order.
            deal.Plan(when, world.Staff.Integration.Id, state => state with { Stage = OpportunityStage.Qualification });
            stage = (int)OpportunityStage.Qualification;
        }

        stage += skips ? 2 : 1;
        OpportunityStage next = (OpportunityStage)stage;
        deal.Plan(when, Owner(deal, when), state => state with { Stage = next });
        if (chance.Chance(0.3))
        {
            double factor = chance.NextLogNormal(1.0, 0.2);
            deal.Plan(when, Owner(deal, when), state => Rescaled(state, factor));
        }

        return when;
    }

    private static OpportunityState Rescaled(OpportunityState state, double factor)
    {
        decimal unit = state.Currency == "JPY" ? 10_000m : 100m;
        return state.Amount is not { } amount || amount <= 0
            ? state
            : state with { Amount = Math.Max(unit, decimal.Round(amount * (decimal)factor / unit) * unit) + 0.00m };
    }

    private string Owner(OpportunityRecord deal, DateTime at) =>
        world.Staff.Responsible(EmployeeRole.Seller, deal.Company, DateOnly.FromDateTime(at)).Id;

    private void PlanStage(OpportunityRecord deal, DateTime at, OpportunityStage stage, DateOnly day, string? reason) =>
        deal.Plan(
            at,
            Owner(deal, at),
            state => state with { Stage = stage, CloseDate = day, LossReason = reason });

    // Sellers push the close date when it comes near; some let it pass.
    private void PlanPushes(OpportunityRecord deal, DateTime until)
    {
        DateOnly expected = deal.First.CloseDate;
        bool isTimid = chance.Chance(0.06);
        while (expected.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) < until)
        {
            DateTime at = SampleCalendar.AtWork(expected.AddDays(-chance.NextInt(0, 6)), chance);
            if (at >= until || at <= deal.CreatedAt || (!isTimid && !chance.Chance(0.85)))
            {
                break;
            }

            expected = expected.AddDays(isTimid ? chance.NextInt(5, 10) : chance.NextInt(15, 60));
            DateOnly day = expected;
            deal.Plan(at, Owner(deal, at), state => StageNames.IsClosed(state.Stage) ? state : state with { CloseDate = day });
        }
    }

    private DealOutcome Reopen(OpportunityRecord deal, DateTime closedAt, DealOutcome before)
    {
        DateTime reopenedAt = Later(closedAt, 25);
        if (reopenedAt >= world.Calendar.End)
        {
            return before;
        }

        DateOnly expected = DateOnly.FromDateTime(reopenedAt).AddDays(30);
        deal.Plan(
            reopenedAt,
            Owner(deal, reopenedAt),
            state => state with { Stage = OpportunityStage.Negotiation, CloseDate = expected, LossReason = null });
        DateTime again = Later(reopenedAt, 15);
        bool isWon = before.IsWon == true || chance.Chance(0.5);
        PlanStage(
            deal,
            again,
            isWon ? OpportunityStage.ClosedWon : OpportunityStage.ClosedLost,
            DateOnly.FromDateTime(again),
            isWon ? null : chance.Pick(LossReasons));
        return new DealOutcome(again < world.Calendar.End ? isWon : null, again);
    }
}
