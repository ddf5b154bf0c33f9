using Lakehouse.Sample.Crm;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Finance;
using Lakehouse.Sample.Journeys;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Truth;

/// <summary>Tells the rates that the simulation used.</summary>
/// <param name="world">Where to.</param>
internal sealed class TrueRates(SampleWorld world)
{
    private static readonly string[] Steps =
        ["unaware->aware", "aware->engaged", "engaged->qualified", "qualified->sales-ready"];

    /// <summary>Tells all rates.</summary>
    public void Tell()
    {
        TellDeals();
        TellChannels();
        TellProgress();
        TellLeads();
        TellChurn();
    }

    private void TellDeals()
    {
        foreach (SegmentProfile segment in SegmentProfile.All)
        {
            foreach (ChannelProfile channel in ChannelProfile.All)
            {
                foreach (bool isIdeal in (bool[])[false, true])
                {
                    TellPassRates(segment, channel, isIdeal);
                }
            }

            for (int stage = 0; stage < 4; stage++)
            {
                world.Truth.Add(
                    "stage_dwell",
                    ("segment", segment.Name),
                    ("stage", StageNames.Raw((OpportunityStage)stage, 0)),
                    ("median_days_to_pass", FieldText.OfRate(segment.DwellMedians[stage])),
                    ("median_days_to_loss", FieldText.OfRate(segment.DwellMedians[stage] * 1.2)),
                    ("log_sigma", FieldText.OfRate(OpportunityLife.DwellSigma)));
            }

            world.Truth.Add(
                "amounts",
                ("segment", segment.Name),
                ("median_usd_a_year", FieldText.OfRate(segment.AmountMedian)),
                ("log_sigma", FieldText.OfRate(segment.AmountSigma)));
        }
    }

    private void TellPassRates(SegmentProfile segment, ChannelProfile channel, bool isIdeal)
    {
        double[] rates =
            [.. Enumerable.Range(0, 4).Select(stage => OpportunityLife.PassRate(segment, channel.WinOdds, isIdeal, stage))];
        world.Truth.Add(
            "conversion_rates",
            ("segment", segment.Name),
            ("lead_source", channel.CampaignType),
            ("is_ideal", FieldText.Of(isIdeal)),
            ("prospecting", FieldText.OfRate(rates[0])),
            ("qualification", FieldText.OfRate(rates[1])),
            ("proposal", FieldText.OfRate(rates[2])),
            ("negotiation", FieldText.OfRate(rates[3])),
            ("skip_share", FieldText.OfRate(OpportunityLife.SkipShare)),
            ("abandoned_share", FieldText.OfRate(OpportunityLife.AbandonedShare)),
            ("win_rate_without_skips", FieldText.OfRate(rates[0] * rates[1] * rates[2] * rates[3])));
    }

    private void TellChannels()
    {
        foreach (ChannelProfile profile in ChannelProfile.All)
        {
            world.Truth.Add(
                "channel_effects",
                ("channel", profile.Name),
                ("campaign_type", profile.CampaignType),
                ("average_monthly_spend_usd", FieldText.OfRate(profile.MonthlySpend * world.Spend.Scale)),
                ("adstock", FieldText.OfRate(profile.Adstock)),
                ("half_saturation_in_average_months", FieldText.OfRate(profile.HalfSaturation)),
                ("response_share", FieldText.OfRate(profile.ResponseShare)),
                ("win_odds", FieldText.OfRate(profile.WinOdds)));
            for (int month = 0; month < world.Calendar.Months; month++)
            {
                world.Truth.Add(
                    "channel_months",
                    ("month", world.Calendar.NameOf(month)),
                    ("channel", profile.Name),
                    ("spend_usd", FieldText.Of(world.Spend.SpendOf(profile.Channel, month))),
                    ("adstock_in_average_months", FieldText.OfRate(world.Spend.AdstockOf(profile.Channel, month))),
                    ("effect", FieldText.OfRate(world.Spend.EffectOf(profile.Channel, month))));
            }
        }
    }

    private void TellProgress()
    {
        for (int step = 0; step < Steps.Length; step++)
        {
            foreach (ChannelProfile profile in ChannelProfile.All)
            {
                world.Truth.Add(
                    "progression_effects",
                    ("transition", Steps[step]),
                    ("channel", profile.Name),
                    ("daily_rate_untouched", FieldText.OfRate(JourneyRates.DailyProgress[step])),
                    ("rate_ratio_if_touched", FieldText.OfRate(profile.ProgressFactors[step])),
                    ("memory_days", FieldText.Of(JourneyRates.MemoryDays)),
                    ("touches_a_day_at_full_effect", FieldText.OfRate(profile.TouchRates[step])));
            }
        }
    }

    private void TellLeads() =>
        world.Truth.Add(
            "lead_rates",
            ("converted_to_contact_only", FieldText.OfRate(LeadDesk.ContactOnlyShare)),
            ("rejected", FieldText.OfRate(LeadDesk.RejectedShare)),
            ("nurture", FieldText.OfRate(LeadDesk.NurtureShare)),
            ("never_worked", FieldText.OfRate(LeadDesk.NeverWorkedShare)));

    private void TellChurn()
    {
        foreach (SegmentProfile segment in SegmentProfile.All)
        {
            TellChurn(segment.Name, "ANNUAL", segment.Churn.Alpha, segment.Churn.Beta);
        }

        TellChurn(
            SegmentProfile.Of(Segment.SmallBusiness).Name,
            "MONTHLY",
            CustomerLife.MonthlyChurnAlpha,
            CustomerLife.MonthlyChurnBeta);
    }

    private void TellChurn(string segment, string plan, double alpha, double beta) =>
        world.Truth.Add(
            "churn_rates",
            ("segment", segment),
            ("plan", plan),
            ("alpha", FieldText.OfRate(alpha)),
            ("beta", FieldText.OfRate(beta)),
            ("mean_chance_to_leave_each_term", FieldText.OfRate(alpha / (alpha + beta))));
}
