namespace Lakehouse.Transform.Running;

/// <summary>What became of a step.</summary>
public enum StepStatus
{
    /// <summary>Its rows were built, checked and committed.</summary>
    Built,

    /// <summary>As <see cref="Built"/>, and a check of severity warn found rows.</summary>
    Warned,

    /// <summary>Its rows were built and checked, and came out as they were: what reads it need not be built.</summary>
    Unchanged,

    /// <summary>Nothing that decides its rows has changed: nothing was done.</summary>
    Reused,

    /// <summary>It could not be built, or a check of severity error found rows: the table is as it was.</summary>
    Failed,

    /// <summary>Something that it reads failed or was skipped: nothing was done.</summary>
    Skipped,
}
