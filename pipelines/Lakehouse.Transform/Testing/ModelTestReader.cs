using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Transform.Yaml;

namespace Lakehouse.Transform.Testing;

/// <summary>Reads model tests.</summary>
internal static class ModelTestReader
{
    private static readonly DateTimeOffset DefaultAsOf = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static ModelTest Read(string file)
    {
        YamlMap yaml = YamlMap.Parse(System.IO.File.ReadAllText(file), file);
        yaml.AllowOnly("model", "why", "as_of", "parameters", "given", "existing", "expect");
        return new ModelTest
        {
            File = file,
            Model = NameOf(yaml.RequiredText("model"), yaml.Where("model")),
            Why = yaml.RequiredText("why"),
            AsOf = AsOf(yaml),
            Parameters = Texts(yaml.Map("parameters")),
            Given = Given(yaml.Map("given")),
            Existing = yaml.Has("existing") ? Rows(yaml, "existing") : null,
            Expect = yaml.Has("expect") ? Rows(yaml, "expect") : throw yaml.Absent("expect"),
        };
    }

    private static DateTimeOffset AsOf(YamlMap yaml)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return yaml.Text("as_of") switch
        {
            null => DefaultAsOf,
            { } text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTimeOffset instant) => instant,
            _ => throw yaml.Unexpected("as_of", yaml.Find("as_of")!, "an instant such as 2025-01-01T00:00:00Z"), // Text has found it.
        };
    }

    private static Dictionary<TableName, IReadOnlyList<ModelTestRow>> Given(YamlMap? yaml)
    {
        Dictionary<TableName, IReadOnlyList<ModelTestRow>> tables = [];
        foreach (string name in yaml?.Keys ?? [])
        {
            tables[NameOf(name, yaml!.Where(name))] = Rows(yaml, name);
        }

        return tables;
    }

    private static IReadOnlyList<ModelTestRow> Rows(YamlMap yaml, string key) =>
        [.. yaml.Maps(key).Select(row => new ModelTestRow(row.Line, Texts(row)))];

    private static Dictionary<string, string?> Texts(YamlMap? yaml)
    {
        Dictionary<string, string?> texts = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in yaml?.Keys ?? [])
        {
            texts[name] = yaml!.Text(name);
        }

        return texts;
    }

    private static TableName NameOf(string text, string where) => text.Split('.') is [{ Length: > 0 }, { Length: > 0 }]
        ? TableName.Parse(text)
        : throw new TransformException(
            "LH4090", $"found the table name '{text}' at {where}, expected schema.name.", "Write for example gold.win_loss.");
}
