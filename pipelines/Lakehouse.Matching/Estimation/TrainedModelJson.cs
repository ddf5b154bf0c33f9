using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lakehouse.Matching.Model;

namespace Lakehouse.Matching.Estimation;

/// <summary>Writes and reads what was learnt as JSON, with a line for each outcome that a person can read.</summary>
public static class TrainedModelJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="trained">What was learnt for it.</param>
    /// <returns>The JSON, with a line feed at its end.</returns>
    public static string Write(MatchModel model, TrainedModel trained)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(trained);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("model", model.Name);
            json.WriteNumber("lambda", trained.Parameters.Lambda);
            json.WriteNumber("random_pairs", trained.RandomPairs);
            WriteSessions(json, trained);
            WriteComparisons(json, model, trained);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Reads.</summary>
    /// <param name="text">What <see cref="Write"/> wrote.</param>
    /// <param name="model">The model; it must have the same comparisons and levels.</param>
    /// <param name="file">The file that errors name.</param>
    /// <returns>What was learnt.</returns>
    /// <exception cref="MatchingException"><c>LH6211</c>: it is no such JSON, or for other comparisons.</exception>
    public static TrainedModel Read(string text, MatchModel model, string file)
    {
        ArgumentNullException.ThrowIfNull(model);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            OutcomeProbabilities[] comparisons = [.. model.Comparisons.Select(comparison => ComparisonOf(root.GetProperty("comparisons"), comparison, file))];
            return new TrainedModel(
                new MatchParameters(root.GetProperty("lambda").GetDouble(), comparisons),
                [],
                root.GetProperty("random_pairs").GetDouble(),
                []);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new MatchingException(
                "LH6211",
                $"found a trained model in {file} that cannot be read ({fault.Message}), expected what 'match file --save-trained' writes.",
                "Train again with --save-trained.",
                fault);
        }
    }

    private static OutcomeProbabilities ComparisonOf(JsonElement comparisons, Comparison comparison, string file)
    {
        JsonElement levels = comparisons.GetProperty(comparison.Name);
        string[] labels = [.. Enumerable.Range(1, comparison.OutcomeCount - 1).Select(comparison.Label)];
        string[] found = [.. levels.EnumerateArray().Select(level => level.GetProperty("level").GetString() ?? string.Empty)];
        if (!labels.SequenceEqual(found, StringComparer.Ordinal))
        {
            throw new MatchingException(
                "LH6211",
                $"found the levels {string.Join(", ", found)} of '{comparison.Name}' in {file}, expected {string.Join(", ", labels)} as the model has them.",
                "Train again with --save-trained; what was learnt fits the levels that it was learnt for.");
        }

        return new OutcomeProbabilities(
            [0, .. levels.EnumerateArray().Select(level => level.GetProperty("m").GetDouble())],
            [0, .. levels.EnumerateArray().Select(level => level.GetProperty("u").GetDouble())]);
    }

    private static void WriteSessions(Utf8JsonWriter json, TrainedModel trained)
    {
        json.WriteStartArray("sessions");
        foreach (TrainingSession session in trained.Sessions)
        {
            json.WriteStartObject();
            json.WriteString("rule", session.Rule);
            json.WriteNumber("pairs", session.Pairs);
            json.WriteNumber("expected_matches", Math.Round(session.ExpectedMatches, 3));
            json.WriteNumber("rounds", session.Rounds);
            json.WriteBoolean("has_converged", session.HasConverged);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("untrained");
        foreach (string name in trained.Untrained)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static void WriteComparisons(Utf8JsonWriter json, MatchModel model, TrainedModel trained)
    {
        json.WriteStartObject("comparisons");
        for (int index = 0; index < model.Comparisons.Count; index++)
        {
            json.WriteStartArray(model.Comparisons[index].Name);
            for (int outcome = 1; outcome < model.Comparisons[index].OutcomeCount; outcome++)
            {
                json.WriteStartObject();
                json.WriteString("level", model.Comparisons[index].Label(outcome));
                json.WriteNumber("m", trained.Parameters.Comparisons[index].M[outcome]);
                json.WriteNumber("u", trained.Parameters.Comparisons[index].U[outcome]);
                json.WriteNumber("match_weight", Math.Round(trained.Parameters.Weight(index, outcome), 6));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
