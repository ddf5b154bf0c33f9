using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>The rows of some files of a table, as SQL of an operation sees them under the name <c>target</c>.</summary>
internal sealed class TargetRows(IEngineSession session, Snapshot snapshot)
{
    /// <summary>The alias by which conditions may name the table.</summary>
    internal const string Alias = "target";

    private static readonly TableName Rows = new("lh_operation", "target");
    private static readonly TableName Partitions = new("lh_operation", "partitions");

    /// <summary>What stands after FROM to read the bound files.</summary>
    internal static string From => $"{SqlText.Identifier(Rows)} as {Alias}";

    /// <summary>What stands after FROM to read their partition values.</summary>
    internal static string FromPartitions => $"{SqlText.Identifier(Partitions)} as {Alias}";

    /// <summary>The files that are bound, by the number that their rows have.</summary>
    internal IReadOnlyList<AddFile> Files { get; private set; } = [];

    /// <summary>Makes files readable.</summary>
    internal async Task BindAsync(IReadOnlyList<AddFile> files, CancellationToken cancellationToken)
    {
        await session.BindFilesAsync(Rows, snapshot, files, cancellationToken).ConfigureAwait(false);
        Files = files;
    }

    /// <summary>Makes partition values of files readable.</summary>
    internal Task BindPartitionsAsync(IReadOnlyList<AddFile> files, CancellationToken cancellationToken) =>
        session.BindPartitionsAsync(Partitions, snapshot, files, cancellationToken);
}
