using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Transform.History;

/// <summary>The last run in short, as the newest commit of <c>ops.run</c> has it, so that no engine is needed to read it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="AsOf">Its instant.</param>
/// <param name="Status"><c>SUCCEEDED</c>, <c>FAILED</c> or <c>CANCELLED</c>.</param>
/// <param name="Results">The steps that did not end well: <c>error</c>, <c>fail</c> (a check) or <c>skipped</c>, by name.</param>
public sealed record LastRun(string RunId, DateTimeOffset AsOf, string Status, SortedDictionary<string, string> Results)
{
    /// <summary>Reads the last run.</summary>
    /// <param name="runs">The table <c>ops.run</c>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The run; null where none is known.</returns>
    public static async Task<LastRun?> TryReadAsync(DeltaTable runs, CancellationToken cancellationToken)
    {
        IReadOnlyList<CommitInfo> history = await runs.HistoryAsync(1, cancellationToken).ConfigureAwait(false);
        if (history is not [{ UserMetadata: ['{', ..] text }])
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, HistoryJson.Default.LastRun);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
