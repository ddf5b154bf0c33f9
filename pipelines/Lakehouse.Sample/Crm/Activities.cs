using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Crm;

/// <summary>Writes calls, e-mails and meetings.</summary>
/// <param name="world">Where to.</param>
/// <param name="chance">The company's stream for activities.</param>
internal sealed class Activities(SampleWorld world, RandomStream chance)
{
    private static readonly string[] Dispositions = ["Left Voicemail", "No Answer", "Busy", "Wrong Number"];

    private static readonly string[] EmailSubjects =
        ["Following up", "Your question", "  Next steps", "Re: \"pricing\", as discussed", "Materials\nas promised", "Proposal, v2"];

    /// <summary>A call.</summary>
    /// <param name="at">When.</param>
    /// <param name="target">Whom.</param>
    /// <param name="isConnected">Whether somebody answered.</param>
    public void Call(DateTime at, ActivityTarget target, bool isConnected) =>
        AddTask(at, target, ("Call", "Call", isConnected ? "Connected" : chance.Pick(Dispositions)));

    /// <summary>An e-mail written by a person.</summary>
    /// <param name="at">When.</param>
    /// <param name="target">Whom.</param>
    public void Mail(DateTime at, ActivityTarget target) =>
        AddTask(at, target, (chance.Pick(EmailSubjects), "Email", null));

    /// <summary>The answer that a machine sends to a form within seconds.</summary>
    /// <param name="at">When the form came.</param>
    /// <param name="target">Whom.</param>
    public void AutoRespond(DateTime at, ActivityTarget target)
    {
        DateTime answeredAt = at.AddSeconds(chance.NextInt(1, 20));
        string id = AddTask(
            answeredAt,
            target with { OwnerId = world.Staff.Integration.Id },
            ("Auto-response: thank you for your interest", "Email", null));
        if (answeredAt < world.Calendar.End)
        {
            world.Truth.Flaw("auto_responder_task", "task", id);
        }
    }

    /// <summary>A meeting; some are missed or moved, and a moved one is held later.</summary>
    /// <param name="at">When.</param>
    /// <param name="target">With whom.</param>
    /// <param name="type">What kind, for example <c>First Meeting</c>.</param>
    public void Meet(DateTime at, ActivityTarget target, string type)
    {
        DateTime bookedAt = at.AddDays(-chance.NextInt(1, 9)).AddMinutes(-chance.NextInt(1, 200));
        if (bookedAt < world.Calendar.Start)
        {
            bookedAt = world.Calendar.Start.AddHours(9);
        }

        string outcome = chance.PickWeighted([0.82, 0.08, 0.06, 0.04]) switch
        {
            0 => "Held",
            1 => "No Show",
            2 => "Rebooked",
            _ => "Cancelled",
        };
        TrackedRecord record = new TrackedRecord(SalesforceLayouts.Event, bookedAt).With(
            ("Id", world.Ids.Next("00U")),
            ("WhoId", target.WhoId),
            ("WhatId", target.WhatId),
            ("AccountId", target.AccountId),
            ("OwnerId", target.OwnerId),
            ("Subject", type),
            ("Type", type),
            ("StartDateTime", FieldText.Of(at)),
            ("EndDateTime", FieldText.Of(at.AddMinutes(chance.Chance(0.5) ? 30 : 60))),
            ("IsDeleted", "false"),
            ("CreatedDate", FieldText.Of(bookedAt)));
        record.Change(at.AddHours(chance.NextInt(1, 30)), "Outcome__c", outcome);
        record.Deliver(world.Calendar, world.Sink);
        if (outcome == "Rebooked")
        {
            Meet(SampleCalendar.AtWork(DateOnly.FromDateTime(at).AddDays(chance.NextInt(2, 9)), chance), target, type);
        }
    }

    private string AddTask(DateTime at, ActivityTarget target, (string Subject, string Subtype, string? Disposition) what)
    {
        string id = world.Ids.Next("00T");
        world.Sink.Add(
            SalesforceLayouts.Task,
            at,
            SalesforceLayouts.Task.Row(
                ("Id", id),
                ("WhoId", target.WhoId),
                ("WhatId", target.WhatId),
                ("AccountId", target.AccountId),
                ("OwnerId", target.OwnerId),
                ("Subject", what.Subject),
                ("TaskSubtype", what.Subtype),
                ("Status", "Completed"),
                ("CallDisposition", what.Disposition),
                ("ActivityDate", FieldText.Of(DateOnly.FromDateTime(at))),
                ("CompletedDateTime", FieldText.Of(at)),
                ("IsDeleted", "false"),
                ("CreatedDate", FieldText.Of(at)),
                ("SystemModstamp", FieldText.Of(at))));
        return id;
    }
}
