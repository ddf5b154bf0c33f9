using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Yaml;

namespace Lakehouse.Transform.Models;

/// <summary>Reads a model's file.</summary>
internal static class ModelReader
{
    /// <summary>The types that a contract may name, for messages.</summary>
    internal const string TypeNames = "string, bigint, int, double, boolean, date, timestamp or decimal(p,s)";

    private static readonly string[] HeaderKeys =
        ["model", "kind", "grain", "key", "period", "tags", "owner", "description", "engine", "columns", "checks"];

    private static readonly string[] Engines = ["duckdb", "spark"];

    /// <summary>Reads a file whose folder says which schema it belongs to.</summary>
    /// <param name="file">The file, below <c>sql/SCHEMA/</c>.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="TransformException">The header is not as documented: the file, line and column are named.</exception>
    internal static Model Read(ProjectFile file, string text)
    {
        ModelText parts = ModelText.Split(text, file.FullPath);
        YamlMap header = YamlMap.Parse(parts.Header, file.FullPath);
        header.AllowOnly(HeaderKeys);

        TableName name = ReadName(header, file);
        ModelKind kind = ReadKind(header);
        List<ModelColumn> columns = ReadColumns(header);
        ColumnNames known = new(columns);
        IReadOnlyList<string> grain = known.Require(header, "grain");
        Model model = new()
        {
            Name = name,
            Kind = kind,
            Grain = grain,
            Key = ReadKey(header, kind, grain, known),
            Period = ReadPeriod(header, kind, known),
            Columns = columns,
            Checks = [],
            Tags = header.Texts("tags"),
            Owner = header.Text("owner"),
            Description = header.Text("description"),
            Engine = ReadEngine(header),
            File = file,
            Sql = parts.Sql,
        };

        return model with { Checks = CheckReader.Read(header, model, known) };
    }

    /// <summary>Reads a type that a contract names.</summary>
    /// <exception cref="TransformException"><c>LH4006</c>: there is no such type.</exception>
    internal static DataType ReadType(string text, string where)
    {
        try
        {
            return DataType.Parse(text);
        }
        catch (DeltaException fault)
        {
            throw new TransformException("LH4006", $"found the type '{text}' at {where}, expected {TypeNames}.", "Mend the type.", fault);
        }
    }

    private static TableName ReadName(YamlMap header, ProjectFile file)
    {
        string text = header.RequiredText("model");
        string schema = file.RelativePath.Split('/') is ["sql", var folder, _, ..] ? folder : string.Empty;
        string[] parts = text.Split('.');
        if (parts is not [{ Length: > 0 } own, { Length: > 0 } table] || !table.All(IsNameCharacter) || !own.All(IsNameCharacter))
        {
            throw new TransformException(
                "LH4008",
                $"found the model name '{text}' at {header.Where("model")}"
                    + ", expected schema.name in lower case letters, digits and underscores.",
                $"Write for example {(schema.Length > 0 ? schema : "gold")}.win_loss.");
        }

        return string.Equals(own, schema, StringComparison.Ordinal)
            ? new TableName(own, table)
            : throw new TransformException(
                "LH4008",
                $"found the model name '{text}' at {header.Where("model")}"
                    + $", expected {schema}.{table}, because the file is under sql/{schema}.",
                $"Rename the model, or move the file to sql/{own}.");
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_';

    private static ModelKind ReadKind(YamlMap header) => header.Text("kind") switch
    {
        null or "full" => ModelKind.Full,
        "by_key" => ModelKind.ByKey,
        "by_period" => ModelKind.ByPeriod,
        "append" => ModelKind.Append,
        { } other => throw new TransformException(
            "LH4011",
            $"found the kind '{other}' at {header.Where("kind")}, expected full, by_key, by_period or append.",
            NearestName.Of(other, ["full", "by_key", "by_period", "append"]) is { } near ? $"Did you mean '{near}'?" : "Mend the kind."),
    };

    private static IReadOnlyList<string> ReadKey(YamlMap header, ModelKind kind, IReadOnlyList<string> grain, ColumnNames known)
    {
        if (kind != ModelKind.ByKey)
        {
            RefuseFor(header, "key", kind, "by_key");
            return [];
        }

        IReadOnlyList<string> key = header.Has("key") ? known.Require(header, "key") : grain;
        return key.Count > 0
            ? key
            : throw new TransformException(
                "LH4012",
                $"found neither 'key' nor 'grain' in the header at {header.Where()}, expected one, because the kind is by_key.",
                "Add 'key: [column]'.");
    }

    private static string? ReadPeriod(YamlMap header, ModelKind kind, ColumnNames known)
    {
        if (kind != ModelKind.ByPeriod)
        {
            RefuseFor(header, "period", kind, "by_period");
            return null;
        }

        return known.Require(header, "period") is [var column]
            ? column
            : throw new TransformException(
                "LH4012",
                $"found no single column for 'period' at {header.Where("period")}, expected one, because the kind is by_period.",
                "Add 'period: column'.");
    }

    private static void RefuseFor(YamlMap header, string key, ModelKind kind, string meant)
    {
        if (header.Has(key))
        {
            throw new TransformException(
                "LH4012",
                $"found '{key}' at {header.Where(key)} in a model of kind {kind.ToText()}, expected it only with kind {meant}.",
                $"Remove it, or write 'kind: {meant}'.");
        }
    }

    private static string? ReadEngine(YamlMap header)
    {
        string? engine = header.Text("engine");
        return engine is null || Engines.Contains(engine, StringComparer.Ordinal)
            ? engine
            : throw new TransformException(
                "LH4016",
                $"found the engine '{engine}' at {header.Where("engine")}, expected {string.Join(" or ", Engines)}.",
                "Leave the key out for a model that runs on every engine.");
    }

    private static List<ModelColumn> ReadColumns(YamlMap header)
    {
        List<ModelColumn> columns = [];
        Dictionary<string, string> places = new(StringComparer.OrdinalIgnoreCase);
        foreach (YamlMap column in header.Maps("columns"))
        {
            column.AllowOnly("name", "type", "description");
            string name = column.RequiredText("name");
            if (!places.TryAdd(name, column.Where("name")))
            {
                throw new TransformException(
                    "LH4009",
                    $"found the column '{name}' at {places[name]} and again at {column.Where("name")}, expected it once.",
                    "Remove one of them.");
            }

            columns.Add(new ModelColumn(name, ReadType(column.RequiredText("type"), column.Where("type")), column.Text("description")));
        }

        return columns.Count > 0 ? columns : throw header.Absent("columns");
    }
}
