namespace Lakehouse.Ingest;

/// <summary>What a run landed of one source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Entities">Its entities in the contract's order.</param>
public sealed record SourceLanding(string Source, IReadOnlyList<EntityLanding> Entities)
{
    /// <summary>Whether any file was new, refused files included.</summary>
    public bool HasNews => Entities.Any(entity => entity.Batches.Count > 0);

    /// <summary>Whether a file was refused, which makes the source's landing a failure.</summary>
    public bool HasRejected => Entities.Any(entity => entity.Rejected.Any());
}
