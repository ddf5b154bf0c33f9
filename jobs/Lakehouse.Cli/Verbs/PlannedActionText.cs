using System.Diagnostics;
using Lakehouse.Transform.Planning;

namespace Lakehouse.Cli.Verbs;

/// <summary>What a run would do with a step, as plans and explanations write it.</summary>
internal static class PlannedActionText
{
    /// <summary>Writes an action.</summary>
    /// <param name="action">The action.</param>
    /// <returns>Words in capitals.</returns>
    /// <exception cref="UnreachableException">The value is none of the enumeration's.</exception>
    internal static string Of(PlannedAction action) => action switch
    {
        PlannedAction.Build => "BUILD",
        PlannedAction.BuildIfInputsChange => "BUILD IF CHANGED",
        PlannedAction.Reuse => "REUSE",
        _ => throw new UnreachableException(),
    };
}
