using Lakehouse.Engine;
using Lakehouse.Transform.Graph;

namespace Lakehouse.Transform.Planning;

/// <summary>What a run would do with a step.</summary>
/// <param name="Name">The table.</param>
/// <param name="Kind">What makes it.</param>
/// <param name="Action">Whether it would be built.</param>
/// <param name="Reason">Why, or why not: one sentence.</param>
/// <param name="Version">The table's version now; null where there is none.</param>
public sealed record PlannedStep(TableName Name, StepKind Kind, PlannedAction Action, string Reason, long? Version);

/// <summary>Whether a step would be built.</summary>
public enum PlannedAction
{
    /// <summary>It would be reused.</summary>
    Reuse,

    /// <summary>It would be built.</summary>
    Build,

    /// <summary>Something that it reads would be built; it is built too, unless those rows come out as they are.</summary>
    BuildIfInputsChange,
}
