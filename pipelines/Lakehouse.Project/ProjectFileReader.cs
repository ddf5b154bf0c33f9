using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Project.Yaml;

namespace Lakehouse.Project;

/// <summary>Reads <c>lakehouse.yml</c> and what it lies over.</summary>
internal static class ProjectFileReader
{
    /// <summary>The name of the file that makes a folder a project.</summary>
    internal const string FileName = "lakehouse.yml";

    private const string ParametersFile = "sql/definitions/parameters.yml";

    internal static LakehouseProject Read(string folder, ProjectChoices choices)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string file = Path.Combine(root, FileName);
        if (!File.Exists(file))
        {
            throw new ProjectException(
                "LH5001",
                $"found no {FileName} in {root}, expected one, because it makes a folder a lakehouse project.",
                "Name the project with --project FOLDER, or make one with 'lakehouse init FOLDER'.");
        }

        YamlSection yaml = YamlSection.Load(file);
        yaml.AllowOnly("name", "description", "reference", "warehouse", "variables", "parameters", "sources", "as_of", "engine", "duckdb");

        Dictionary<string, string> variables = Variables(yaml.Section("variables"), choices.Variables);
        LakehouseProject project = new()
        {
            Name = yaml.RequiredText("name"),
            Folder = root,
            ReferenceFolder = Reference(yaml, root, choices.ReferenceFolder),
            WarehouseFolder = root,
            Variables = variables,
            Parameters = new Dictionary<string, ProjectParameter>(),
            Sources = yaml.Texts("sources"),
            AsOf = AsOf(yaml),
            Engine = EngineName(yaml),
            EngineSettings = EngineSettings(yaml.Section("duckdb")),
        };

        string warehouse = choices.WarehouseFolder is { } chosen
            ? Path.GetFullPath(chosen)
            : Path.GetFullPath(project.Expand(yaml.Text("warehouse") ?? "warehouse", yaml.Where("warehouse")), root);

        project = project with { WarehouseFolder = Path.TrimEndingDirectorySeparator(warehouse) };
        return project with { Parameters = Parameters(project, yaml.Section("parameters")) };
    }

    private static Dictionary<string, string> Variables(YamlSection? declared, IReadOnlyDictionary<string, string> chosen)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (string name in declared?.Keys ?? [])
        {
            variables[name] = declared!.Text(name) ?? string.Empty;
        }

        foreach ((string name, string value) in chosen)
        {
            variables[name] = value;
        }

        return variables;
    }

    private static string? Reference(YamlSection yaml, string root, string? offered)
    {
        switch (yaml.Text("reference"))
        {
            case null or "builtin":
                string? folder = offered is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(offered));
                return string.Equals(folder, root, StringComparison.Ordinal) ? null : folder;
            case "none":
                return null;
            case { } other:
                throw new ProjectException(
                    "LH5012",
                    $"found '{other}' for 'reference' at {yaml.Where("reference")}, expected builtin or none.",
                    "Leave the key out to lie over the reference project.");
        }
    }

    private static DateTimeOffset? AsOf(YamlSection yaml)
    {
        if (yaml.Text("as_of") is not { } text)
        {
            return null;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTimeOffset instant)
            ? instant
            : throw new ProjectException(
                "LH5012",
                $"found '{text}' for 'as_of' at {yaml.Where("as_of")}, expected an instant such as 2025-01-01T00:00:00Z.",
                "Mend the value.");
    }

    private static string EngineName(YamlSection yaml) => yaml.Text("engine") switch
    {
        null or "duckdb" => "duckdb",
        { } other => throw new ProjectException(
            "LH5012",
            $"found '{other}' for 'engine' at {yaml.Where("engine")}, expected duckdb.",
            "Leave the key out; DuckDB is the engine of this release."),
    };

    private static Dictionary<string, string> EngineSettings(YamlSection? duckdb)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        duckdb?.AllowOnly("memory_limit", "threads", "temp_folder");
        _ = duckdb?.WholeNumber("threads", 1, 1024);
        foreach (string name in duckdb?.Keys ?? [])
        {
            if (duckdb!.Text(name) is { } value)
            {
                settings[name] = value;
            }
        }

        return settings;
    }

    private static Dictionary<string, ProjectParameter> Parameters(LakehouseProject project, YamlSection? own)
    {
        Dictionary<string, ProjectParameter> parameters = new(StringComparer.Ordinal);
        if (project.TryFile(ParametersFile) is { } shared)
        {
            YamlSection declared = YamlSection.Load(shared.FullPath);
            foreach (string name in declared.Keys)
            {
                YamlSection parameter = declared.RequiredSection(name);
                parameter.AllowOnly("type", "value", "description");
                parameters[name] = new ProjectParameter(TypeOf(parameter), parameter.Text("value"));
            }
        }

        foreach (string name in own?.Keys ?? [])
        {
            if (own!.IsSection(name))
            {
                YamlSection parameter = own.RequiredSection(name);
                parameter.AllowOnly("type", "value", "description");
                parameters[name] = new ProjectParameter(TypeOf(parameter), parameter.Text("value"));
            }
            else
            {
                parameters[name] = parameters.TryGetValue(name, out ProjectParameter? declared)
                    ? declared with { Text = own.Text(name) }
                    : throw Untyped(name, own.Where(name), parameters.Keys);
            }
        }

        return parameters;
    }

    private static ProjectException Untyped(string name, string where, IEnumerable<string> declared) => new(
        "LH5014",
        $"found the parameter '{name}' at {where} without a type, expected one that {ParametersFile} declares, "
            + "or a mapping with type and value.",
        NearestName.Of(name, declared) is { } near ? $"Did you mean '{near}'?" : $"Write '{name}: {{type: string, value: …}}'.");

    private static string TypeOf(YamlSection parameter)
    {
        string text = parameter.RequiredText("type");
        try
        {
            return DataType.Parse(text).ToSql();
        }
        catch (DeltaException fault)
        {
            throw new ProjectException(
                "LH5015",
                $"found the type '{text}' at {parameter.Where("type")}, expected {SourceContractReader.TypeNames}.",
                "Mend the type.",
                fault);
        }
    }
}
