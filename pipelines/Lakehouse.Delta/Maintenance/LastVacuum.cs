using System.Text;
using System.Text.Json;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Up to which version a vacuum has dealt with all removals, kept beside the log for the next lite one.</summary>
internal static class LastVacuum
{
    private const string Name = "_last_vacuum_info";
    private const string Member = "latestCommitVersionOutsideOfRetentionWindow";

    /// <summary>Reads it.</summary>
    /// <returns>The version, or null where there is no such note that can be read.</returns>
    internal static async Task<TableVersion?> TryReadAsync(ITableStore store, CancellationToken cancellationToken)
    {
        byte[]? content = await store.TryReadAsync(LogFile.PathOf(Name), cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(Member, out JsonElement version)
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

    /// <summary>Writes it.</summary>
    internal static Task WriteAsync(ITableStore store, TableVersion version, CancellationToken cancellationToken)
    {
        string text = JsonText.Compose(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber(Member, version.Number);
            writer.WriteEndObject();
        });
        return store.PutAsync(LogFile.PathOf(Name), Encoding.UTF8.GetBytes(text), cancellationToken);
    }
}
