using System.Globalization;
using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Flaws;
using Lakehouse.Sample.Journeys;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Marketing;

/// <summary>Writes what marketing automation sees of a company: mails, clicks, pages and forms.</summary>
/// <param name="world">Where to.</param>
/// <param name="spellings">How picklist values are spelled.</param>
/// <param name="company">The company.</param>
internal sealed class Engagement(SampleWorld world, Spellings spellings, Company company)
{
    private const string Site = "https://www.larkfield.example";
    private const double SendShare = 0.15;

    private static readonly string[] Pages = ["/blog/clean-data", "/product", "/customers", "/blog/forecasting", "/about"];
    private static readonly string[] HighIntentPages = ["/pricing", "/demo", "/pricing/enterprise", "/security"];

    private static readonly string[] Browsers =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_2) AppleWebKit/605.1.15 Version/17.2 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    ];

    private static readonly string[] Scanners =
    [
        "Mozilla/5.0 (compatible; Barracuda Sentinel)", "Mimecast-URL-Protect/2.1", "ProofpointURLDefense/1.0",
        Browsers[0],
    ];

    private static readonly string[] Heard =
        ["LinkedIn", "google search", "a colleague told me", "your webinar", "Podcast", "trade show", "Select"];

    private readonly RandomStream _chance = world.Chance("engagement", company.Index);
    private readonly HashSet<(string Person, string Campaign)> _mailed = [];

    /// <summary>Pages that a digital touch leads to.</summary>
    /// <param name="touch">The touch.</param>
    public void Visit(Touch touch)
    {
        bool isKeen = touch.Stage >= JourneyStage.Qualified;
        int count = _chance.NextInt(1, isKeen ? 3 : 2);
        (string Source, string Medium)? utm = touch.Campaign.Profile.Utm;
        for (int i = 0; i < count; i++)
        {
            string page = isKeen && _chance.Chance(0.4) ? _chance.Pick(HighIntentPages) : _chance.Pick(Pages);
            DateTime at = touch.At.AddSeconds(i * _chance.NextInt(20, 200));
            world.Sink.Add(OtherLayouts.PageView, at, OtherLayouts.PageView.Row(
                ("id", Number("pv", 9)),
                ("visitor_id", touch.Person.VisitorId),
                ("email", touch.Person.IsKnown(at) && _chance.Chance(0.85) ? touch.Person.Email : null),
                ("occurred_at", FieldText.Of(at)),
                ("url", Site + page),
                ("referrer", touch.Campaign.Profile.Referrer),
                ("utm_source", utm?.Source),
                ("utm_medium", utm?.Medium),
                ("utm_campaign", utm is null ? null : touch.Campaign.Slug),
                ("dwell_seconds", FieldText.Of(1 + (int)_chance.NextExponential(isKeen ? 110 : 45))),
                ("user_agent", _chance.Pick(Browsers))));
        }
    }

    /// <summary>A form that a person fills in.</summary>
    /// <param name="touch">The touch that it belongs to.</param>
    /// <param name="title">The form's title.</param>
    /// <param name="at">When.</param>
    public void Submit(Touch touch, string title, DateTime at)
    {
        (string Source, string Medium)? utm = touch.Campaign.Profile.Utm;
        Person person = touch.Person;
        world.Sink.Add(OtherLayouts.FormSubmission, at, OtherLayouts.FormSubmission.Row(
            ("conversion_id", Number("cv", 8)),
            ("form_id", "form-" + title.Replace(' ', '-').ToLowerInvariant()),
            ("title", title),
            ("submitted_at", FieldText.Of(at)),
            ("email", _chance.Chance(0.05) ? Misspelling.Recase(person.Email, _chance) : person.Email),
            ("firstname", _chance.Chance(0.04) ? person.FirstName + " " : person.FirstName),
            ("lastname", person.LastName),
            ("company", _chance.Chance(0.2) ? company.ShortName : company.LegalName),
            ("country", spellings.Spell(Spellings.Country, company.Place.Name, _chance)),
            ("page_url", Site + (title == "Demo Request" ? "/demo" : "/resources")),
            ("utm_source", utm?.Source),
            ("utm_medium", utm?.Medium),
            ("utm_campaign", utm is null ? null : touch.Campaign.Slug),
            ("how_did_you_hear_about_us", title == "Demo Request" || _chance.Chance(0.3) ? _chance.Pick(Heard) : null)));
    }

    /// <summary>A mail that a person clicked.</summary>
    /// <param name="touch">The click.</param>
    public void ClickMail(Touch touch)
    {
        DateTime sentAt = touch.At.AddMinutes(-_chance.NextInt(10, 600));
        if (sentAt < world.Calendar.Start)
        {
            return;
        }

        if (_mailed.Add((touch.Person.Number, touch.Campaign.Id)))
        {
            Send(touch.Person, touch.Campaign, sentAt, opens: true);
        }

        AddMail(touch.Person, touch.Campaign, ("CLICK", touch.At, Site + _chance.Pick(Pages)), Browsers[0]);
    }

    /// <summary>The month's mail to those whom the CRM knows; who clicks is decided elsewhere.</summary>
    /// <param name="month">The month.</param>
    public void SendMonthlyMail(int month)
    {
        Campaign campaign = world.Campaigns.Running(Channel.Email, month)[0];
        DateTime at = SampleCalendar.AtWork(world.Calendar.FirstDayOf(month).AddDays(_chance.NextInt(8, 24)), _chance);
        foreach (Person person in company.People)
        {
            if (person.IsKnown(at) && person.OptedOutAt > at && _chance.Chance(SendShare)
                && _mailed.Add((person.Number, campaign.Id)))
            {
                Send(person, campaign, at.AddSeconds(_chance.NextInt(600)), opens: _chance.Chance(0.27));
            }
        }
    }

    // HubSpot numbers its mails itself.
    private long CampaignNumber(Campaign campaign) =>
        260_000_000 + (world.Calendar.MonthOf(campaign.FirstDay) * 48_611L);

    private string Number(string kind, int digits) =>
        kind + world.Ids.NextNumber(kind).ToString($"D{digits}", CultureInfo.InvariantCulture);

    private void Send(Person person, Campaign campaign, DateTime at, bool opens)
    {
        AddMail(person, campaign, ("SENT", at, null), null);
        if (_chance.Chance(0.02) || person.MovesAt <= at)
        {
            AddMail(person, campaign, (_chance.Chance(0.8) ? "BOUNCE" : "DROPPED", at.AddSeconds(4), null), null);
            return;
        }

        DateTime deliveredAt = at.AddSeconds(_chance.NextInt(2, 40));
        AddMail(person, campaign, ("DELIVERED", deliveredAt, null), null);
        if (company.ScansMail)
        {
            Scan(person, campaign, deliveredAt);
        }

        if (opens)
        {
            AddMail(person, campaign, ("OPEN", deliveredAt.AddMinutes(_chance.NextInt(1, 9)), null), _chance.Pick(Browsers));
            if (_chance.Chance(0.01))
            {
                AddMail(person, campaign, ("STATUSCHANGE", deliveredAt.AddMinutes(10), null), null);
            }
        }
    }

    // A security product opens every link of the mail within two seconds; some of them pass for a browser.
    private void Scan(Person person, Campaign campaign, DateTime deliveredAt)
    {
        string agent = _chance.Pick(Scanners);
        DateTime first = deliveredAt.AddMilliseconds(_chance.NextInt(500, 4000));
        foreach (string link in (string[])["/product", "/customers", "/unsubscribe", "/pricing"])
        {
            DateTime at = first.AddMilliseconds(_chance.NextInt(0, 1900));
            string id = AddMail(person, campaign, ("CLICK", at, Site + link), agent);
            if (at < world.Calendar.End)
            {
                world.Truth.Count("bot_click");
                world.Truth.Add("bot_clicks", ("email_event_id", id), ("user_agent", agent), ("company", company.Number));
            }
        }
    }

    private string AddMail(Person person, Campaign campaign, (string Type, DateTime At, string? Url) what, string? agent)
    {
        string id = Number("ee", 9);
        world.Sink.Add(OtherLayouts.EmailEvent, what.At, OtherLayouts.EmailEvent.Row(
            ("id", id),
            ("type", what.Type),
            ("created", FieldText.Of(what.At)),
            ("recipient", person.Email),
            ("email_campaign_id", FieldText.Of(CampaignNumber(campaign))),
            ("email_campaign_name", campaign.Name),
            ("url", what.Url),
            ("user_agent", agent),
            ("ip_address", what.Type is "OPEN" or "CLICK" ? $"203.0.113.{_chance.NextInt(1, 254)}" : null),
            ("filtered_event", FieldText.Of(agent == Scanners[1] && _chance.Chance(0.5)))));
        return id;
    }
}
