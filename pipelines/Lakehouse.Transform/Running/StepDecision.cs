using Lakehouse.Transform.Fingerprints;

namespace Lakehouse.Transform.Running;

/// <summary>Whether a step has to be built.</summary>
/// <param name="IsReuse">Whether its table already holds what it should.</param>
/// <param name="Reason">Why, or why not: one sentence.</param>
/// <param name="Parts">All that decides its rows now.</param>
/// <param name="State">Its table before.</param>
internal sealed record StepDecision(bool IsReuse, string Reason, StepParts Parts, TableState State);
