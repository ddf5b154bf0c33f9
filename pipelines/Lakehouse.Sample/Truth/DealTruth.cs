using Lakehouse.Sample.Crm;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Truth;

/// <summary>Tells what is odd about a deal, read off its versions once they are final.</summary>
/// <param name="world">Where to.</param>
internal sealed class DealTruth(SampleWorld world)
{
    private const int ManyPushes = 5;

    /// <summary>Tells all that is odd about a deal.</summary>
    /// <param name="deal">A deal whose edits have been played.</param>
    public void Tell(OpportunityRecord deal)
    {
        TellFirst(deal);
        int pushes = 0;
        for (int i = 1; i < deal.Versions.Count; i++)
        {
            OpportunityVersion before = deal.Versions[i - 1];
            OpportunityVersion after = deal.Versions[i];
            bool isPushed = after.State.CloseDate > before.State.CloseDate && !StageNames.IsClosed(after.State.Stage);
            pushes += isPushed ? 1 : 0;
            TellStage(deal, i);
            TellBackdated(deal, before, after);
            TellDeletion(deal, i);
            TellMerge(deal, before, after);
        }

        if (pushes >= ManyPushes)
        {
            Flaw("pushed_five_times_or_more", deal);
        }

        OpportunityState last = deal.Versions[^1].State;
        if (!last.IsDeleted && !StageNames.IsClosed(last.Stage)
            && last.CloseDate < DateOnly.FromDateTime(world.Calendar.End))
        {
            Flaw("open_past_close_date", deal);
        }
    }

    private void TellFirst(OpportunityRecord deal)
    {
        OpportunityState first = deal.First;
        string? amount = first.Amount switch
        {
            null => "null_amount",
            0 => "zero_amount",
            < 0 => "negative_amount",
            _ => null,
        };
        string? currency = first.Currency switch
        {
            null => "null_currency",
            "XXX" => "unknown_currency",
            { } code when code.Any(char.IsAsciiLetterLower) => "lower_case_currency",
            _ => null,
        };
        foreach (string flaw in new[] { amount, currency }.OfType<string>())
        {
            Flaw(flaw, deal);
        }

        if (deal.Account is null)
        {
            Flaw("deal_without_account", deal);
        }

        OpportunityVersion? won = deal.Versions.FirstOrDefault(each => each.State.Stage == OpportunityStage.ClosedWon);
        if (won is not null && won.RecordedAt.Date == deal.CreatedAt.Date)
        {
            Flaw("won_on_day_of_creation", deal);
        }
    }

    private void TellStage(OpportunityRecord deal, int version)
    {
        OpportunityVersion before = deal.Versions[version - 1];
        OpportunityVersion after = deal.Versions[version];
        OpportunityStage from = before.State.Stage;
        OpportunityStage to = after.State.Stage;
        if (from == to)
        {
            return;
        }

        if (StageNames.IsClosed(from) && !StageNames.IsClosed(to))
        {
            TellReopened(deal, version);
            return;
        }

        string? flaw = (to < from, !StageNames.IsClosed(to) && to > from + 1) switch
        {
            (true, _) => "stage_regression",
            (_, true) => "stage_skip",
            _ => null,
        };
        if (flaw is not null)
        {
            Flaw(flaw, deal);
        }

        if (before.RecordedAt == after.RecordedAt)
        {
            Flaw("same_second_stage_rows", deal);
        }
    }

    private void TellReopened(OpportunityRecord deal, int version)
    {
        OpportunityVersion? closedAgain = deal.Versions.Skip(version + 1)
            .FirstOrDefault(each => StageNames.IsClosed(each.State.Stage));
        world.Truth.Count("reopened");
        world.Truth.Add(
            "reopened",
            ("opportunity_id", deal.Id),
            ("first_outcome", StageNames.Raw(deal.Versions[version - 1].State.Stage, 0)),
            ("reopened_at", FieldText.Of(deal.Versions[version].RecordedAt)),
            ("second_outcome", closedAgain is null ? null : StageNames.Raw(closedAgain.State.Stage, 0)));
    }

    private void TellBackdated(OpportunityRecord deal, OpportunityVersion before, OpportunityVersion after)
    {
        if (after.ValidFrom == after.RecordedAt)
        {
            return;
        }

        DateOnly day = after.State.CloseDate;
        bool crossesMonth = world.Calendar.MonthOf(day) != world.Calendar.MonthOf(after.RecordedAt);
        world.Truth.Count("backdated_edit");
        world.Truth.Count("backdated_edit_across_month_end", crossesMonth ? 1 : 0);
        world.Truth.Add(
            "backdated_edits",
            ("opportunity_id", deal.Id),
            ("from_stage", StageNames.Raw(before.State.Stage, 0)),
            ("to_stage", StageNames.Raw(after.State.Stage, 0)),
            ("close_date", FieldText.Of(day)),
            ("recorded_at", FieldText.Of(after.RecordedAt)),
            ("crosses_month_end", FieldText.Of(crossesMonth)));
    }

    private void TellDeletion(OpportunityRecord deal, int version)
    {
        if (deal.Versions[version - 1].State.IsDeleted || !deal.Versions[version].State.IsDeleted)
        {
            return;
        }

        OpportunityVersion? back = deal.Versions.Skip(version + 1).FirstOrDefault(each => !each.State.IsDeleted);
        world.Truth.Count("deleted_deal");
        world.Truth.Count("undeleted_deal", back is null ? 0 : 1);
        world.Truth.Add(
            "deleted",
            ("object", "opportunity"),
            ("id", deal.Id),
            ("deleted_at", FieldText.Of(deal.Versions[version].RecordedAt)),
            ("undeleted_at", back is null ? null : FieldText.Of(back.RecordedAt)));
    }

    private void TellMerge(OpportunityRecord deal, OpportunityVersion before, OpportunityVersion after)
    {
        if (before.State.MergedInto is null && after.State.MergedInto is { } winner)
        {
            world.Truth.Merged("opportunity", deal.Id, winner, after.RecordedAt);
        }
    }

    private void Flaw(string flaw, OpportunityRecord deal) => world.Truth.Flaw(flaw, "opportunity", deal.Id);
}
