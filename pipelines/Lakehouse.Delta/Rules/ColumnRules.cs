using System.Text.Json;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Rules;

/// <summary>What the metadata of a column says about its values.</summary>
public static class ColumnRules
{
    internal const string InvariantKey = "delta.invariants";
    internal const string GenerationKey = "delta.generationExpression";
    internal const string DefaultKey = "CURRENT_DEFAULT";
    internal const string IdentityKey = "delta.identity.start";

    private static readonly (string Key, string Feature)[] Keys =
    [
        (InvariantKey, Feature.Invariants),
        (GenerationKey, Feature.GeneratedColumns),
        (IdentityKey, Feature.IdentityColumns),
        (DefaultKey, Feature.AllowColumnDefaults),
    ];

    /// <summary>The expression that a column's values are computed by.</summary>
    /// <param name="field">A column of a table.</param>
    /// <returns>The expression in Spark's SQL, or null for a column that is not generated.</returns>
    public static string? GenerationExpression(StructField field) => Text(field, GenerationKey);

    /// <summary>The value of rows that come without one.</summary>
    /// <param name="field">A column of a table.</param>
    /// <returns>The expression in Spark's SQL, or null for a column without a default.</returns>
    public static string? DefaultExpression(StructField field) => Text(field, DefaultKey);

    /// <summary>The expression that must be true for a column.</summary>
    /// <returns>The expression; null where there is none, or where it is not written as the protocol says.</returns>
    internal static string? Invariant(StructField field)
    {
        if (Text(field, InvariantKey) is not { } text)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("expression", out JsonElement outer)
                && outer.ValueKind == JsonValueKind.Object
                && outer.TryGetProperty("expression", out JsonElement inner)
                && inner.ValueKind == JsonValueKind.String
                ? inner.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The features that columns ask for in a way that this version does not write.</summary>
    internal static IEnumerable<string> Unwritten(StructType schema)
    {
        foreach (StructField field in schema.Fields)
        {
            foreach (string feature in Named(field))
            {
                bool isWritten = feature switch
                {
                    Feature.Invariants => Invariant(field) is not null,
                    Feature.GeneratedColumns => GenerationExpression(field) is not null,
                    Feature.AllowColumnDefaults => DefaultExpression(field) is not null,
                    _ => false,
                };
                if (!isWritten)
                {
                    yield return feature;
                }
            }

            // Such an expression below a column would be that of a part of the value.
            foreach (string feature in Within(field.Type))
            {
                yield return feature;
            }
        }
    }

    private static IEnumerable<string> Within(DataType type) =>
        type switch
        {
            ArrayType array => Within(array.Element),
            MapType map => Within(map.Key).Concat(Within(map.Value)),
            StructType structure => structure.Fields.SelectMany(field => Named(field).Concat(Within(field.Type))),
            _ => [],
        };

    private static IEnumerable<string> Named(StructField field)
    {
        if (field.MetadataJson is null)
        {
            return [];
        }

        using JsonDocument metadata = JsonDocument.Parse(field.MetadataJson);
        return
        [
            .. Keys.Where(entry => metadata.RootElement.TryGetProperty(entry.Key, out _)).Select(entry => entry.Feature),
        ];
    }

    private static string? Text(StructField field, string key)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.MetadataJson is null)
        {
            return null;
        }

        using JsonDocument metadata = JsonDocument.Parse(field.MetadataJson);
        return
            metadata.RootElement.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
    }
}
