using System.Text.Json;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Ingest.Batches;

/// <summary>The batches of one bronze commit, kept in the commit itself.</summary>
/// <remarks>
/// <c>ops.ingestion_batch</c> is made from these, so that a crash between the two commits loses nothing: the next run
/// finds the batches of every bronze commit that the table does not have yet.
/// </remarks>
internal static class BatchRecord
{
    private const string Property = "ingestion_batches";

    /// <summary>Writes batches as a commit's <c>userMetadata</c>.</summary>
    /// <param name="batches">The batches.</param>
    /// <returns>JSON.</returns>
    public static string Write(IReadOnlyList<IngestionBatch> batches) =>
        JsonSerializer.Serialize(new Dictionary<string, IReadOnlyList<IngestionBatch>> { [Property] = batches });

    /// <summary>Reads the batches of a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <returns>The batches with the commit's version; empty for a commit of another kind.</returns>
    public static IReadOnlyList<IngestionBatch> Read(CommitInfo commit)
    {
        if (commit.UserMetadata is not { } text || !text.StartsWith($"{{\"{Property}\"", StringComparison.Ordinal))
        {
            return [];
        }

        var read = JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<IngestionBatch>>>(text);
        return read is null ? [] : [.. read[Property].Select(batch => batch with { TableVersion = commit.Version.Number })];
    }
}
