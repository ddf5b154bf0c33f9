using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lakehouse.Engine.Tables;

/// <summary>Writes the parameters and metrics of operations as other Delta writers do: all values are texts.</summary>
internal static class OperationText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A number.</summary>
    internal static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A JSON list of texts.</summary>
    internal static string List(IEnumerable<string> texts) =>
        Json(new JsonArray([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]));

    /// <summary>JSON on one line.</summary>
    internal static string Json(JsonNode node) => node.ToJsonString(Plain);

    /// <summary>A condition as a list, which is empty for none.</summary>
    internal static string Predicates(string? condition) => List(condition is null ? [] : [Parenthesized(condition)]);

    /// <summary>A condition in parentheses.</summary>
    internal static string Parenthesized(string condition) => $"({condition.Trim()})";
}
