using Lakehouse.Transform.Fingerprints;

namespace Lakehouse.Transform.Running;

/// <summary>A table as a run sees it.</summary>
/// <param name="Version">Its newest version when the run first looked, or the one that the run committed; null: no table.</param>
/// <param name="Record">What that version's commit says of the step that made it; null where somebody else wrote it.</param>
/// <param name="Operation">What somebody else did, as their commit says; null where unknown.</param>
internal sealed record TableState(long? Version, StepRecord? Record, string? Operation = null)
{
    internal static readonly TableState Absent = new(null, null);

    /// <summary>The version at which its rows last changed.</summary>
    internal long? DataVersion => Record?.DataVersion ?? Version;
}
