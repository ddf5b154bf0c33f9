using System.Text.Json.Serialization;

namespace Lakehouse.Transform.Caching;

/// <summary>How cache files are written; generated, because reflection would cost more than the cache saves.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CachedReferences))]
[JsonSerializable(typeof(CachedValidations))]
internal sealed partial class CacheJson : JsonSerializerContext;
