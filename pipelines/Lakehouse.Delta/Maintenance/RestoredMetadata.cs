using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Puts the metadata of an old version in force again.</summary>
internal sealed record RestoredMetadata(MetadataText Metadata) : TableAlteration
{
    /// <inheritdoc/>
    internal override string Operation => "RESTORE";

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Parameters { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc/>
    internal override MetadataText Apply(Snapshot basis) => Metadata;
}
