using System.Text.Json;

namespace Lakehouse.Transform.Fingerprints;

/// <summary>Records as text.</summary>
internal static class StepRecordText
{
    internal static string Write(StepRecord record) => JsonSerializer.Serialize(record, RecordJson.Default.StepRecord);

    /// <summary>Reads a commit's text; null where somebody else wrote it.</summary>
    internal static StepRecord? TryRead(string? text)
    {
        if (text is not ['{', ..])
        {
            return null;
        }

        try
        {
            StepRecord? record = JsonSerializer.Deserialize(text, RecordJson.Default.StepRecord);
            return record is { Format: StepRecord.CurrentFormat } ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
