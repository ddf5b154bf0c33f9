using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Commit;

/// <summary>What a clone takes over from its source beside the files.</summary>
/// <param name="Metadata">The metadata; the clone has an id of its own.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Domains">The domains.</param>
internal sealed record CloneOrigin(MetadataText Metadata, Protocol Protocol, IReadOnlyList<DomainMetadata> Domains);
