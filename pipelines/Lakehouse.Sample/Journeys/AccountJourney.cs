using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Journeys;

/// <summary>What a journey leads to when a company is ready to buy.</summary>
internal interface IJourneyListener
{
    /// <summary>The first day on which the company is no longer a customer; the maximum if it stays or never was one.</summary>
    DateOnly LeavesOn { get; }

    /// <summary>Somebody was touched.</summary>
    /// <param name="touch">The touch.</param>
    void OnTouch(Touch touch);

    /// <summary>The company is ready to talk to sales.</summary>
    /// <param name="day">The day.</param>
    /// <param name="trigger">The last touch before, or null.</param>
    /// <returns>The stage after the deal and the first day on which that stage holds; the maximum if never.</returns>
    (JourneyStage Stage, DateOnly From) OnSalesReady(DateOnly day, Touch? trigger);
}

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
        (JourneyStage Stage, DateOnly From)? next =
            _stage == JourneyStage.Customer ? (JourneyStage.Aware, listener.LeavesOn) : null;
        DateOnly quietUntil = first;
        for (int offset = 0; offset < world.Calendar.Days; offset++)
        {
            DateOnly day = first.AddDays(offset);
            if (next is { } change && change.From <= day)
            {
                _stage = change.Stage;
                next = _stage == JourneyStage.Customer ? (JourneyStage.Aware, listener.LeavesOn) : null;
                quietUntil = day.AddDays(_stage == JourneyStage.Customer ? 0 : JourneyRates.CoolOffDays);
                Tell(day);
            }

            MakeTouches(day);
            if (next is null && day >= quietUntil && _stage < JourneyStage.SalesReady && Progresses(day))
            {
                _stage++;
                Tell(day);
                if (_stage == JourneyStage.SalesReady)
                {
                    next = listener.OnSalesReady(day, _latest);
                }
            }
        }
    }

    private void Tell(DateOnly day) =>
        world.Truth.Add(
            "account_stages",
            ("company", company.Number),
            ("stage", _stage switch { JourneyStage.SalesReady => "sales-ready", _ => AsciiLower(_stage.ToString()) }),
            ("entered_on", FieldText.Of(day)));

    private static string AsciiLower(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? (char)(letter + 32) : letter));

    private bool Progresses(DateOnly day)
    {
        int step = (int)_stage;
        double chance = JourneyRates.DailyProgress[step];
        if (step == (int)JourneyStage.Engaged && !company.IsIdeal)
        {
            chance *= JourneyRates.NotIdealFactor;
        }

        foreach (ChannelProfile profile in ChannelProfile.All)
        {
            if (_lastTouch[(int)profile.Channel].AddDays(JourneyRates.MemoryDays) >= day)
            {
                chance *= profile.ProgressFactors[step];
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
        int reachable = _stage switch
        {
            JourneyStage.Unaware => 2,
            JourneyStage.Aware => 3,
            JourneyStage.Engaged => 5,
            _ => int.MaxValue,
        };
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
