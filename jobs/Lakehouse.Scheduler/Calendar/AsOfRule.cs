namespace Lakehouse.Scheduler.Calendar;

/// <summary>Which instant a run by schedule takes as now.</summary>
public enum AsOfRule
{
    /// <summary>The first instant of the fire's calendar day in the schedule's time zone.</summary>
    StartOfDay,

    /// <summary>The instant at which the fire was due, whenever it really started.</summary>
    FireTime,
}
