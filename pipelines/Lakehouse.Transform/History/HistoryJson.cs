using System.Text.Json.Serialization;

namespace Lakehouse.Transform.History;

/// <summary>How the last run is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LastRun))]
internal sealed partial class HistoryJson : JsonSerializerContext;
