namespace Lakehouse.Delta.Actions;

/// <summary>A named configuration of a writer feature.</summary>
/// <param name="Domain">The name.</param>
/// <param name="Configuration">The text, whose meaning is the domain's.</param>
/// <param name="IsRemoved">Whether the domain is gone.</param>
internal sealed record DomainMetadata(string Domain, string Configuration, bool IsRemoved);
