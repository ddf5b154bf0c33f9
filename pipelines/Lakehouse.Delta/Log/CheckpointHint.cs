using System.Text.Json;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Log;

/// <summary>The file <c>_last_checkpoint</c>: a hint only, which may be absent, stale, damaged or wrong.</summary>
internal static class CheckpointHint
{
    /// <summary>Reads the version that the hint names.</summary>
    /// <returns>The version, or null where there is no hint that can be read.</returns>
    internal static async Task<TableVersion?> TryReadAsync(ITableStore store, CancellationToken cancellationToken)
    {
        byte[]? content = await store
            .TryReadAsync(LogFile.PathOf(LogFile.LastCheckpoint), cancellationToken)
            .ConfigureAwait(false);
        if (content is null)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("version", out JsonElement version)
                && version.ValueKind == JsonValueKind.Number
                && version.TryGetInt64(out long number)
                && number >= 0
                ? new TableVersion(number)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
