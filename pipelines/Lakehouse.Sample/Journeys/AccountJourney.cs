using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Journeys;

/// <summary>Walks a company through the days: touches happen, and touches move it on.</summary>
/// <param name="world">The world.</param>
/// <param name="company">The company.</param>
/// <param name="listener">Who acts on what happens.</param>
internal sealed class AccountJourney(SampleWorld world, Company company, IJourneyListener listener)
{
    private readonly RandomStream _chance = world.Chance("journey", company.Index);
    private readonly DateOnly[] _lastTouch = [.. ChannelProfile.All.Select(_ => DateOnly.MinValue)];
    private JourneyStage _stage;
    private Touch? _latest;
    private (JourneyStage Stage, DateOnly From)? _next;
    private DateOnly _quietUntil;

    /// <summary>Draws the stage in which the company starts.</summary>
    public JourneyStage DrawFirstStage()
    {
        _stage = company.Kind == CompanyKind.FreeMail
            ? JourneyStage.Unaware
            : (JourneyStage)_chance.PickWeighted([.. JourneyRates.FirstStages]);
        return _stage;
    }

    /// <summary>Walks to the end.</summary>
    public void Walk()
    {
        DateOnly first = world.Calendar.FirstDay;
        Tell(first);
        _next = AfterCustomer();
        _quietUntil = first;
        for (int offset = 0; offset < world.Calendar.Days; offset++)
        {
            DateOnly day = first.AddDays(offset);
            Settle(day);
            MakeTouches(day);
            bool isOpen = _next is null && day >= _quietUntil && _stage < JourneyStage.SalesReady;
            if (isOpen && Progresses(day))
            {
                Progress(day);
            }
        }
    }

    private void Progress(DateOnly day)
    {
        _stage++;
        Tell(day);
        if (_stage == JourneyStage.SalesReady)
        {
            _next = listener.OnSalesReady(day, _latest);
        }
    }

    // What was decided earlier comes true: a deal ended, a customer left.
    private void Settle(DateOnly day)
    {
        if (_next is not { } change || change.From > day)
        {
            return;
        }

        _stage = change.Stage;
        _next = AfterCustomer();
        _quietUntil = day.AddDays(_stage == JourneyStage.Customer ? 0 : JourneyRates.CoolOffDays);
        Tell(day);
    }

    private (JourneyStage Stage, DateOnly From)? AfterCustomer() =>
        _stage == JourneyStage.Customer ? (JourneyStage.Aware, listener.LeavesOn) : null;

    private void Tell(DateOnly day) =>
        world.Truth.Add(
            "account_stages",
            ("company", company.Number),
            ("stage", JourneyRates.StageNames[(int)_stage]),
            ("entered_on", FieldText.Of(day)));

    private bool Progresses(DateOnly day)
    {
        int step = (int)_stage;
        double chance = JourneyRates.DailyProgress[step];
        if (step == (int)JourneyStage.Engaged && !company.IsIdeal)
        {
            chance *= JourneyRates.NotIdealFactor;
        }

        for (int channel = 0; channel < _lastTouch.Length; channel++)
        {
            if (_lastTouch[channel].AddDays(JourneyRates.MemoryDays) >= day)
            {
                chance *= ChannelProfile.All[channel].ProgressFactors[step];
            }
        }

        return _chance.Chance(Math.Min(0.5, chance));
    }

    private void MakeTouches(DateOnly day)
    {
        int month = world.Calendar.MonthOf(day);
        foreach (ChannelProfile profile in ChannelProfile.All)
        {
            double rate = profile.TouchRates[(int)_stage] * world.Spend.EffectOf(profile.Channel, month);
            if (rate > 0 && _chance.Chance(rate))
            {
                MakeTouch(profile, day, month);
            }
        }
    }

    private void MakeTouch(ChannelProfile profile, DateOnly day, int month)
    {
        int reachable = JourneyRates.ReachablePeople[(int)_stage];
        Person person = company.People[_chance.NextInt(Math.Min(reachable, company.People.Count))];
        DateTime at = profile.Channel is Channel.Webinar or Channel.Event or Channel.Outbound
            ? SampleCalendar.AtWork(day, _chance)
            : SampleCalendar.AnyTime(day, _chance);
        Campaign campaign = _chance.Pick(world.Campaigns.Running(profile.Channel, month));
        bool isResponse = _chance.Chance(profile.ResponseShare);
        if (person.MovesAt <= at)
        {
            return;
        }

        Touch touch = new(
            at,
            person,
            campaign,
            isResponse,
            _stage);
        _lastTouch[(int)profile.Channel] = day;
        _latest = touch;
        listener.OnTouch(touch);
    }
}
