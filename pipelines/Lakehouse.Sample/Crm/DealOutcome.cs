namespace Lakehouse.Sample.Crm;

/// <summary>How a deal ended.</summary>
/// <param name="IsWon">Won or not; null while it is open at the sample's end.</param>
/// <param name="ClosedAt">When it was really closed, whatever day it was recorded.</param>
internal readonly record struct DealOutcome(bool? IsWon, DateTime ClosedAt);
