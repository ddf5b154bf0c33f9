using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Transform.Merging;

/// <summary>The rows are added.</summary>
internal sealed class AppendMerge : IRowsMerge
{
    /// <inheritdoc/>
    public Task<RowsChange> PrepareAsync(MergeInput input, StagingArea files, CancellationToken cancellationToken)
    {
        StructType schema = input.Current is { } current ? CurrentRows.Widen(input.Name, current.Schema, input.Schema) : input.Schema;
        return Task.FromResult(new RowsChange
        {
            Mode = WriteMode.Append,
            Schema = schema,
            Added = input.Incoming.Files,
            Result = CurrentRows.After(input, [], input.Incoming.Files),
            IsSame = input.Current is { } there && input.Incoming.Files.Count == 0 && there.Schema.Fields.Count == schema.Fields.Count,
        });
    }
}
