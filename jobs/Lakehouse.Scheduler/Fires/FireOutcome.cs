namespace Lakehouse.Scheduler.Fires;

/// <summary>What became of a fire.</summary>
public enum FireOutcome
{
    /// <summary>The schedule was seen for the first time; fires before this instant were never due.</summary>
    Registered,

    /// <summary>Its run ended well.</summary>
    Ran,

    /// <summary>Its run ended with a handled failure or could not start.</summary>
    Failed,

    /// <summary>Another run held the warehouse until the next fire was due, or the policy is to skip.</summary>
    Blocked,

    /// <summary>It was not started on time and the policy is to skip.</summary>
    Skipped,

    /// <summary>It was not started on time, and a later fire of the same schedule makes up for it.</summary>
    Superseded,

    /// <summary>The scheduler was told to stop while its run was under way or waiting; it is due again after a restart.</summary>
    Stopped,
}
