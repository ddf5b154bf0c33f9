using System.Text.Json.Serialization;

namespace Lakehouse.Transform.Fingerprints;

/// <summary>How records are written; generated, because a run reads one a table.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StepRecord))]
[JsonSerializable(typeof(StepParts))]
internal sealed partial class RecordJson : JsonSerializerContext;
