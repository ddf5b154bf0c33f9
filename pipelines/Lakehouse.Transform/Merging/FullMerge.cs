using Lakehouse.Delta.Commit;

namespace Lakehouse.Transform.Merging;

/// <summary>The rows replace the table.</summary>
/// <param name="engine">The engine, whose digests are compared.</param>
/// <param name="hasSameContract">Whether the table was made with the same columns and kind.</param>
internal sealed class FullMerge(string engine, bool hasSameContract) : IRowsMerge
{
    /// <inheritdoc/>
    public async Task<RowsChange> PrepareAsync(MergeInput input, StagingArea files, CancellationToken cancellationToken)
    {
        string? digest = await RowsDigest.OfThisAsync(input.Session.Engine, engine, input.Schema, cancellationToken).ConfigureAwait(false);
        bool isSame = input.Current is not null
            && hasSameContract
            && digest is not null
            && string.Equals(input.Before.Record?.Content, digest, StringComparison.Ordinal);
        return new RowsChange
        {
            Mode = WriteMode.Overwrite,
            Schema = input.Schema,
            Added = input.Incoming.Files,
            Result = input.Incoming,
            IsSame = isSame,
            Content = digest,
        };
    }
}
