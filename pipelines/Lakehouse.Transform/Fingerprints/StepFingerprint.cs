using System.Text;
using System.Text.Json;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Transform.Caching;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Definitions;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Fingerprints;

/// <summary>Takes the parts of steps, and hashes them.</summary>
internal sealed class StepFingerprint(string engine, FunctionTexts functions, SqlParameters parameters)
{
    /// <summary>The hash of parts.</summary>
    internal static string Of(StepParts parts) => ContentHash.Of(JsonSerializer.Serialize(parts, RecordJson.Default.StepParts));

    /// <summary>The parts of a step.</summary>
    /// <param name="step">A model or a definition.</param>
    /// <param name="inputs">The data versions of its inputs.</param>
    /// <exception cref="ArgumentException">The step is a source.</exception>
    internal StepParts PartsOf(Step step, IEnumerable<KeyValuePair<TableName, long?>> inputs) => step switch
    {
        { Model: { } model } => OfModel(model, inputs),
        { Definition: { } definition } => OfDefinition(definition),
        _ => throw new ArgumentException($"Nothing makes {step.Name} here.", nameof(step)),
    };

    private StepParts OfModel(Model model, IEnumerable<KeyValuePair<TableName, long?>> inputs)
    {
        string allSql = string.Join(";\n", model.Checks.OfType<ModelCheck.Sql>().Select(check => check.Text).Prepend(model.Sql));
        SortedDictionary<string, string> used = new(StringComparer.Ordinal);
        foreach ((string name, string text) in functions.UsedBy(allSql))
        {
            used[name] = ContentHash.Of(text);
        }

        SortedDictionary<string, string?> values = new(StringComparer.Ordinal);
        foreach (string name in SqlParameters.UsedIn(allSql))
        {
            values[name] = parameters.ValueOf(name);
        }

        SortedDictionary<string, long?> versions = new(StringComparer.Ordinal);
        foreach ((TableName name, long? version) in inputs)
        {
            versions[name.ToString()] = version;
        }

        return new StepParts
        {
            Sql = ContentHash.Of(NormalSql.Of(model.Sql)),
            Contract = ContentHash.Of(ContractOf(model)),
            Checks = ContentHash.Of(string.Join('\n', model.Checks.Select(CheckSql.Canonical))),
            Functions = used,
            Engine = engine,
            Parameters = values,
            Inputs = versions,
        };
    }

    private StepParts OfDefinition(Definition definition) => new()
    {
        Sql = ContentHash.Of(definition.Text),
        Contract = ContentHash.Of($"key {SqlLiteral.Names(definition.Key)} columns {ColumnsOf(definition.Schema)}"),
        Checks = string.Empty,
        Functions = [],
        Engine = engine,
        Parameters = [],
        Inputs = [],
    };

    private static string ContractOf(Model model)
    {
        StringBuilder text = new();
        text.Append("kind ").Append(model.Kind.ToText());
        text.Append(" key ").Append(SqlLiteral.Names(model.Key));
        text.Append(" period ").Append(model.Period);
        text.Append(" columns ").Append(ColumnsOf(model.Schema));
        return text.ToString();
    }

    private static string ColumnsOf(StructType schema) =>
        string.Join(", ", schema.Fields.Select(field => $"{SqlLiteral.Name(field.Name)} {field.Type.ToSql()}"));
}
