using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Crm;

/// <summary>Delivers deals, their field history, and the truth about them at every month's end.</summary>
/// <param name="world">Where to.</param>
internal sealed class OpportunityExtract(SampleWorld world)
{
    /// <summary>Delivers a deal whose edits have been played.</summary>
    /// <param name="deal">The deal.</param>
    public void Deliver(OpportunityRecord deal)
    {
        DeliverRecord(deal);
        DeliverHistory(deal);
        TellTruth(deal);
    }

    private static IEnumerable<(string Field, string? Value)> Tracked(OpportunityState state, int dialect) =>
    [
        ("StageName", StageNames.Raw(state.Stage, dialect)),
        ("Amount", state.Amount is { } amount ? FieldText.Of(amount) : null),
        ("CurrencyIsoCode", state.Currency),
        ("CloseDate", FieldText.Of(state.CloseDate)),
        ("OwnerId", state.OwnerId),
        ("MergedInto__c", state.MergedInto),
        ("IsDeleted", FieldText.Of(state.IsDeleted)),
    ];

    private static IEnumerable<(string Field, string? Value)> Derived(OpportunityState state) =>
    [
        ("Probability", FieldText.Of(StageNames.Probability(state.Stage))),
        ("ForecastCategoryName", StageNames.Forecast(state.Stage)),
        ("LossReason__c", state.LossReason),
        ("IsClosed", FieldText.Of(StageNames.IsClosed(state.Stage))),
        ("IsWon", FieldText.Of(state.Stage == OpportunityStage.ClosedWon)),
    ];

    private void DeliverRecord(OpportunityRecord deal)
    {
        TrackedRecord record = new TrackedRecord(SalesforceLayouts.Opportunity, deal.CreatedAt).With(
            ("Id", deal.Id),
            ("AccountId", deal.Account?.Record.Id),
            ("Name", deal.Name),
            ("Type", deal.Type),
            ("LeadSource", deal.LeadSource),
            ("CampaignId", deal.CampaignId),
            ("ProductFamily__c", deal.ProductFamily),
            ("CreatedDate", FieldText.Of(deal.CreatedAt)));
        foreach ((DateTime movedAt, string accountId) in deal.Account?.Moves() ?? [])
        {
            record.Change(movedAt, "AccountId", accountId);
        }

        foreach (OpportunityVersion version in deal.Versions)
        {
            foreach ((string field, string? value) in
                Tracked(version.State, deal.Dialect).Concat(Derived(version.State)))
            {
                record.Change(version.RecordedAt, field, value);
            }
        }

        record.Deliver(world.Calendar, world.Sink);
    }

    private void DeliverHistory(OpportunityRecord deal)
    {
        AddHistory(deal, deal.Versions[0], ("created", null, null));
        int next = 1;
        while (next < deal.Versions.Count)
        {
            int end = next + 1;
            while (end < deal.Versions.Count && deal.Versions[end].RecordedAt == deal.Versions[next].RecordedAt)
            {
                end++;
            }

            // Neither the time nor the ids of one second's rows say which came first; only their values do.
            for (int i = end - 1; i >= next; i--)
            {
                AddChanges(deal, i);
            }

            next = end;
        }
    }

    private void AddChanges(OpportunityRecord deal, int version)
    {
        OpportunityVersion after = deal.Versions[version];
        foreach (((string field, string? was), (string _, string? now)) in
            Tracked(deal.Versions[version - 1].State, deal.Dialect).Zip(Tracked(after.State, deal.Dialect)))
        {
            if (was != now)
            {
                AddHistory(deal, after, (field, was, now));
            }
        }
    }

    private void AddHistory(
        OpportunityRecord deal,
        OpportunityVersion version,
        (string Field, string? Was, string? Now) change) =>
        world.Sink.Add(
            SalesforceLayouts.OpportunityFieldHistory,
            version.RecordedAt,
            SalesforceLayouts.OpportunityFieldHistory.Row(
                ("Id", world.Ids.Next("017")),
                ("OpportunityId", deal.Id),
                ("Field", change.Field),
                ("OldValue", change.Was),
                ("NewValue", change.Now),
                ("CreatedById", version.By),
                ("CreatedDate", FieldText.Of(version.RecordedAt))));

    private void TellTruth(OpportunityRecord deal)
    {
        for (int month = world.Calendar.MonthOf(deal.CreatedAt); month < world.Calendar.Months; month++)
        {
            DateTime end = world.Calendar.MonthStart(month + 1);
            OpportunityState known = deal.KnownAt(end)!;
            OpportunityState corrected = deal.CorrectedAt(end) ?? known;
            world.Truth.Add(
                "pipeline_truth",
                ("month_end", FieldText.Of(world.Calendar.LastDayOf(month))),
                ("opportunity_id", deal.Id),
                ("stage_raw", StageNames.Raw(known.Stage, deal.Dialect)),
                ("stage", StageNames.Conformed(known.Stage, deal.Dialect)),
                ("amount", known.Amount is { } amount ? FieldText.Of(amount) : null),
                ("currency", known.Currency),
                ("close_date", FieldText.Of(known.CloseDate)),
                ("owner_id", known.OwnerId),
                ("is_open", FieldText.Of(!StageNames.IsClosed(known.Stage) && !known.IsDeleted)),
                ("is_deleted", FieldText.Of(known.IsDeleted)),
                ("merged_into", known.MergedInto),
                ("corrected_stage", StageNames.Conformed(corrected.Stage, deal.Dialect)),
                ("corrected_amount", corrected.Amount is { } later ? FieldText.Of(later) : null),
                ("corrected_is_open", FieldText.Of(!StageNames.IsClosed(corrected.Stage) && !corrected.IsDeleted)));
        }
    }
}
