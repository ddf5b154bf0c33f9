using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Crm;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Finance;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.Journeys;
using Lakehouse.Sample.Marketing;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample;

/// <summary>Lives one company's years and delivers what the systems noted of them.</summary>
internal sealed class CompanyLife : IJourneyListener
{
    private const double ImportedShare = 0.78;
    private const double MoverShare = 0.03;
    private const double OptOutShare = 0.06;

    private readonly SampleWorld _world;
    private readonly Company _company;
    private readonly RandomStream _chance;
    private readonly AccountDesk _accounts;
    private readonly ContactDesk _contacts;
    private readonly LeadDesk _leads;
    private readonly DealDesk _deals;
    private readonly Billing _billing;
    private readonly CustomerLife _customer;
    private readonly Engagement _engagement;
    private readonly Activities _activities;

    /// <summary>Prepares a life.</summary>
    /// <param name="world">The world.</param>
    /// <param name="spellings">How picklist values are spelled.</param>
    /// <param name="company">Whose life.</param>
    public CompanyLife(SampleWorld world, Spellings spellings, Company company)
    {
        _world = world;
        _company = company;
        _chance = world.Chance("life", company.Index);
        _accounts = new AccountDesk(world, spellings, company);
        _contacts = new ContactDesk(world, spellings, company, _accounts);
        _leads = new LeadDesk(world, spellings, company, _contacts);
        _deals = new DealDesk(world, spellings, company, _accounts);
        _billing = new Billing(world, company);
        _customer = new CustomerLife(world, company, _deals, _billing);
        _engagement = new Engagement(world, spellings, company);
        _activities = new Activities(world, world.Chance("activities", company.Index));
    }

    /// <inheritdoc/>
    public DateOnly LeavesOn { get; private set; } = DateOnly.MaxValue;

    /// <summary>The company's accounts.</summary>
    public AccountDesk Accounts => _accounts;

    /// <summary>Lives all years.</summary>
    /// <param name="neighbour">A company that has lived already, to which people may move; null for none.</param>
    public void Live(Company? neighbour)
    {
        PlanPeople(neighbour);
        AccountJourney journey = new(_world, _company, this);
        JourneyStage first = journey.DrawFirstStage();
        Import(first);
        journey.Walk();
        for (int month = 0; month < _world.Calendar.Months; month++)
        {
            _engagement.SendMonthlyMail(month);
        }

        _accounts.TouchUp();
        _contacts.Disturb();
    }

    /// <summary>Delivers what the systems noted.</summary>
    public void Deliver()
    {
        _leads.Deliver();
        _deals.Deliver();
        _billing.Deliver();
        _accounts.Deliver();
        _contacts.Deliver();
    }

    private void PlanPeople(Company? neighbour)
    {
        RandomStream chance = _world.Chance("plans of people", _company.Index);
        foreach (Person person in _company.People)
        {
            int optOutDay = chance.NextInt(_world.Calendar.Days);
            if (chance.Chance(OptOutShare))
            {
                person.OptedOutAt = SampleCalendar.AtWork(_world.Calendar.FirstDay.AddDays(optOutDay), chance);
            }

            int day = chance.NextInt(_world.Calendar.Days / 4, _world.Calendar.Days - 10);
            if (chance.Chance(MoverShare) && neighbour?.Domain is not null && _company.Domain is not null)
            {
                person.MovesAt = SampleCalendar.AtWork(_world.Calendar.FirstDay.AddDays(day), chance);
                person.MovesTo = neighbour;
            }
        }
    }

    private void Import(JourneyStage first)
    {
        DateTime start = _world.Calendar.Start.AddHours(2).AddSeconds(_company.Index % 14_400);
        bool isImported = first == JourneyStage.Customer || (_company.Domain is not null && _chance.Chance(ImportedShare));
        if (isImported)
        {
            _accounts.EnsureAccount(start, isImported: true);
            foreach (Person person in _company.People.Take(_chance.NextInt(1, 3)))
            {
                _contacts.EnsureContact(person, start.AddSeconds(1), null);
            }
        }

        if (first == JourneyStage.Customer)
        {
            _accounts.MarkType(start, "Customer");
            MarkLeaver(_customer.BeginBefore());
        }
    }

    /// <inheritdoc/>
    public void OnTouch(Touch touch)
    {
        Channel channel = touch.Campaign.Profile.Channel;
        if (touch.Stage == JourneyStage.Customer)
        {
            _world.Truth.Count("touch_after_conversion");
        }

        if (channel == Channel.Email)
        {
            if (touch.Person.IsKnown(touch.At) && touch.Person.OptedOutAt > touch.At)
            {
                _engagement.ClickMail(touch);
                _engagement.Visit(touch);
            }
            else
            {
                return;
            }
        }
        else if (channel is Channel.PaidSocial or Channel.PaidSearch or Channel.Content or Channel.Webinar)
        {
            _engagement.Visit(touch);
        }

        if (touch.IsResponse)
        {
            if (channel is not (Channel.Event or Channel.DirectMail or Channel.Outbound))
            {
                _engagement.Submit(touch, channel == Channel.Webinar ? "Webinar Registration" : "Content Download", touch.At.AddMinutes(3));
            }

            _leads.Respond(touch);
        }
    }

    /// <inheritdoc/>
    public (JourneyStage Stage, DateOnly From) OnSalesReady(DateOnly day, Touch? trigger)
    {
        Person person = trigger?.Person ?? _company.People[0];
        int month = _world.Calendar.MonthOf(day);
        Channel channel = trigger?.Campaign.Profile.Channel ?? Channel.Content;
        Campaign campaign = trigger?.Campaign ?? _world.Campaigns.Running(channel, month)[0];
        DateTime askedAt = SampleCalendar.AtWork(day.AddDays(1), _chance);
        Touch request = new(askedAt, person, campaign, IsResponse: true, JourneyStage.SalesReady);
        if (channel is not (Channel.Outbound or Channel.Event or Channel.DirectMail))
        {
            _engagement.Submit(request, "Demo Request", askedAt);
        }

        _leads.Respond(request);
        DateTime metAt = SampleCalendar.AtWork(day.AddDays(_chance.NextInt(3, 12)), _chance);
        if (metAt >= _world.Calendar.End)
        {
            return (JourneyStage.SalesReady, DateOnly.MaxValue);
        }

        OpportunityRecord deal = OpenDeal(person, channel, campaign, metAt);
        return FollowDeal(deal, channel);
    }

    private OpportunityRecord OpenDeal(Person person, Channel channel, Campaign campaign, DateTime metAt)
    {
        SegmentProfile segment = SegmentProfile.Of(_company.Segment);
        _accounts.EnsureAccount(metAt);
        string source = ChannelProfile.Of(channel).CampaignType;
        DealBrief brief = new(
            "New Business",
            _chance.NextLogNormal(segment.AmountMedian, segment.AmountSigma),
            source,
            campaign.Id,
            (int)(segment.DwellMedians.Sum() * _chance.Between(0.8, 1.6)) + 7);
        OpportunityRecord deal = _deals.Enter(metAt.AddHours(1), brief, EmployeeRole.Seller);
        _leads.Convert(person, metAt.AddHours(1), deal.Id);
        _contacts.EnsureContact(person, metAt.AddHours(1), source);
        _activities.Meet(metAt, Target(deal, person), "First Meeting");
        return deal;
    }

    private (JourneyStage Stage, DateOnly From) FollowDeal(OpportunityRecord deal, Channel channel)
    {
        DealOutcome outcome = _deals.Life.Plan(deal, ChannelProfile.Of(channel).WinOdds);
        _deals.Disturb(deal);
        deal.Play(_world.Calendar.End);
        AddRoles(deal, outcome.ClosedAt);
        AddWork(deal, outcome.ClosedAt);
        OpportunityState last = deal.Versions[^1].State;
        if (outcome.IsWon is null)
        {
            return (JourneyStage.SalesReady, DateOnly.MaxValue);
        }

        if (outcome.IsWon == false || last.IsDeleted || last.Stage != OpportunityStage.ClosedWon)
        {
            return (JourneyStage.Engaged, DateOnly.FromDateTime(outcome.ClosedAt).AddDays(1));
        }

        _accounts.MarkType(outcome.ClosedAt.AddHours(1), "Customer");
        MarkLeaver(_customer.Begin(deal, outcome.ClosedAt));
        return (JourneyStage.Customer, DateOnly.FromDateTime(outcome.ClosedAt).AddDays(1));
    }

    private void MarkLeaver(DateOnly leavesOn)
    {
        LeavesOn = leavesOn;
        if (leavesOn < DateOnly.FromDateTime(_world.Calendar.End))
        {
            _accounts.MarkType(leavesOn.ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc), "Former Customer");
        }
    }

    private ActivityTarget Target(OpportunityRecord deal, Person person) =>
        new(person.Contact?.Id, deal.Id, deal.Account?.Record.Id ?? _company.Account!.Id, deal.First.OwnerId);

    private void AddRoles(OpportunityRecord deal, DateTime closedAt)
    {
        int count = Math.Min(_company.People.Count, _chance.NextInt(2, 7));
        for (int i = 0; i < count; i++)
        {
            Person person = _company.People[i];
            DateTime at = deal.CreatedAt.AddDays(i * 3).AddHours(1);
            if (at >= _world.Calendar.End || at > closedAt)
            {
                return;
            }

            TrackedRecord contact = _contacts.EnsureContact(person, at, null);
            new TrackedRecord(SalesforceLayouts.OpportunityContactRole, at.AddMinutes(2)).With(
                ("Id", _world.Ids.Next("00K")),
                ("OpportunityId", deal.Id),
                ("ContactId", contact.Id),
                ("Role", _chance.Chance(0.06) ? null : person.Role),
                ("IsPrimary", i == 0 ? "true" : "false"),
                ("IsDeleted", "false"),
                ("CreatedDate", FieldText.Of(at.AddMinutes(2)))).Deliver(_world.Calendar, _world.Sink);
        }
    }

    private void AddWork(OpportunityRecord deal, DateTime closedAt)
    {
        DateTime at = deal.CreatedAt;
        while (true)
        {
            at = SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(_chance.NextInt(4, 16)), _chance);
            if (at >= _world.Calendar.End || at > closedAt)
            {
                return;
            }

            List<Person> known = [.. _company.People.Where(person => person.ContactSince <= at)];
            Person person = known.Count > 0 ? _chance.Pick(known) : _company.People[0];
            switch (_chance.PickWeighted([0.4, 0.35, 0.25]))
            {
                case 0:
                    _activities.Mail(at, Target(deal, person));
                    break;
                case 1:
                    _activities.Call(at, Target(deal, person), _chance.Chance(0.55));
                    break;
                default:
                    _activities.Meet(at, Target(deal, person), _chance.Chance(0.5) ? "Demo" : "Meeting");
                    break;
            }
        }
    }
}
