using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Project.Yaml;

namespace Lakehouse.Project;

/// <summary>Reads source contracts.</summary>
public static class SourceContractReader
{
    internal const string TypeNames = "string, bigint, int, double, boolean, date, timestamp or decimal(p,s)";

    private const string Folder = "sql/bronze";

    private static readonly string[] FormatKeys =
        ["format", "delimiter", "quote", "encoding", "null_texts", "on_new_column", "max_quarantined_share"];

    /// <summary>Reads every contract that the project can see, also of sources that it does not land.</summary>
    /// <param name="project">The project.</param>
    /// <returns>The contracts, ordered by name.</returns>
    /// <exception cref="ProjectException">A file is not as documented: the file, line and key are named.</exception>
    public static IReadOnlyList<SourceContract> ReadAll(LakehouseProject project)
    {
        List<SourceContract> contracts = [.. project.Files(Folder, ".yml").Select(Read)];
        contracts.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        for (int i = 1; i < contracts.Count; i++)
        {
            if (string.Equals(contracts[i - 1].Name, contracts[i].Name, StringComparison.Ordinal))
            {
                string files = $"{contracts[i - 1].File.FullPath} and in {contracts[i].File.FullPath}";
                throw new ProjectException(
                    "LH5021",
                    $"found the source '{contracts[i].Name}' in {files}, expected one file a source.",
                    "Rename one of them.");
            }
        }

        string[] names = [.. contracts.Select(contract => contract.Name)];
        if (project.Sources.FirstOrDefault(source => !names.Contains(source)) is { } unknown)
        {
            throw new ProjectException(
                "LH5022",
                $"found the source '{unknown}' in {ProjectFileReader.FileName} of {project.Folder}, "
                    + $"expected one of {string.Join(", ", names)}.",
                NearestName.Of(unknown, names) is { } known ? $"Did you mean '{known}'?" : $"Add {Folder}/{unknown}.yml.");
        }

        return contracts;
    }

    private static SourceContract Read(ProjectFile file)
    {
        YamlSection yaml = YamlSection.Load(file.FullPath);
        yaml.AllowOnly([.. FormatKeys, "source", "description", "landing", "database", "entities"]);

        string name = yaml.RequiredText("source");
        YamlSection entities = yaml.RequiredSection("entities");
        DatabaseContract? database = DatabaseContractReader.Database(yaml);
        if (database is not null && (yaml.Has("landing") || yaml.Has("format")))
        {
            string key = yaml.Has("landing") ? "landing" : "format";
            throw new ProjectException(
                "LH5012",
                $"found '{key}' at {yaml.Where(key)} beside 'database', expected one of them.",
                "Make two sources of files and database.");
        }

        EntityContract[] read =
            [.. entities.Keys.Select(entity => Entity(name, entity, entities.RequiredSection(entity), yaml, database is not null))];
        return new SourceContract(
            name,
            yaml.Text("description"),
            database is null ? yaml.RequiredText("landing") : string.Empty,
            [.. read, .. read.Where(entity => entity.Query is { FindsDeleted: true }).Select(DeletedKeysContract.Of)],
            file)
        {
            Database = database,
        };
    }

    private static EntityContract Entity(string source, string name, YamlSection yaml, YamlSection defaults, bool isQueried)
    {
        string[] keys = isQueried
            ? [.. DatabaseContractReader.EntityKeys, "null_texts", "on_new_column", "max_quarantined_share"]
            : [.. FormatKeys, "files"];
        yaml.AllowOnly([.. keys, "key", "cursor", "columns", "description"]);
        YamlSection columnsYaml = yaml.RequiredSection("columns");
        List<ColumnContract> columns = [.. columnsYaml.Keys.Select(column => Column(column, columnsYaml))];
        RefuseUnknown(yaml, "key", yaml.Texts("key"), columns);
        RefuseUnknown(yaml, "cursor", yaml.Texts("cursor"), columns);
        return new EntityContract
        {
            Name = name,
            TableName = $"{source}_{name}",
            FilePattern = isQueried ? $"{name}/*.csv" : yaml.RequiredText("files"),
            Query = isQueried ? DatabaseContractReader.Query(yaml) : null,
            Format = Format(yaml, defaults),
            Key = yaml.Texts("key"),
            Cursor = yaml.Text("cursor"),
            Columns = columns,
            NewColumns = NewColumns(Holder("on_new_column", yaml, defaults)),
            MaxQuarantinedShare = Holder("max_quarantined_share", yaml, defaults).Number("max_quarantined_share", 0, 1) ?? 0.5,
        };
    }

    private static ColumnContract Column(string name, YamlSection columns)
    {
        bool isDetailed = columns.IsSection(name);
        YamlSection? detail = isDetailed ? columns.Section(name) : null;
        detail?.AllowOnly("type", "required", "description");
        string type = detail is null ? columns.RequiredText(name) : detail.RequiredText("type");
        try
        {
            return new ColumnContract(name, DataType.Parse(type), detail?.Boolean("required") ?? false, detail?.Text("description"));
        }
        catch (DeltaException fault)
        {
            throw new ProjectException(
                "LH5015",
                $"found the type '{type}' of column '{name}' at {columns.Where(name)}, expected {TypeNames}.",
                "Mend the type.",
                fault);
        }
    }

    private static FileFormat Format(YamlSection yaml, YamlSection defaults) => new()
    {
        Kind = Holder("format", yaml, defaults) is var holder && holder.Text("format") is { } kind
            ? kind switch
            {
                "csv" => FileKind.Csv,
                "ndjson" => FileKind.Ndjson,
                "parquet" => FileKind.Parquet,
                _ => throw new ProjectException(
                    "LH5012",
                    $"found '{kind}' for 'format' at {holder.Where("format")}, expected csv, ndjson or parquet.",
                    "Mend the value; compression is told by the file's ending."),
            }
            : FileKind.Csv,
        Delimiter = Character("delimiter", yaml, defaults) ?? ',',
        Quote = Character("quote", yaml, defaults) ?? '"',
        Encoding = Holder("encoding", yaml, defaults).Text("encoding") ?? "utf-8",
        NullTexts = Holder("null_texts", yaml, defaults).Texts("null_texts"),
    };

    private static char? Character(string key, YamlSection yaml, YamlSection defaults)
    {
        YamlSection holder = Holder(key, yaml, defaults);
        return holder.Text(key) switch
        {
            null => null,
            "\\t" or "tab" => '\t',
            { Length: 1 } text => text[0],
            { } text => throw new ProjectException(
                "LH5012",
                $"found '{text}' for '{key}' at {holder.Where(key)}, expected one character, or tab.",
                "Mend the value."),
        };
    }

    private static NewColumnPolicy NewColumns(YamlSection holder) => holder.Text("on_new_column") switch
    {
        null or "evolve" => NewColumnPolicy.Evolve,
        "ignore" => NewColumnPolicy.Ignore,
        "freeze" => NewColumnPolicy.Freeze,
        { } other => throw new ProjectException(
            "LH5012",
            $"found '{other}' for 'on_new_column' at {holder.Where("on_new_column")}, expected evolve, ignore or freeze.",
            "Mend the value."),
    };

    private static void RefuseUnknown(YamlSection yaml, string role, IReadOnlyList<string> names, List<ColumnContract> columns)
    {
        if (names.FirstOrDefault(name => !columns.Exists(column => column.Name == name)) is { } unknown)
        {
            string? near = NearestName.Of(unknown, columns.Select(column => column.Name));
            throw new ProjectException(
                "LH5023",
                $"found the column '{unknown}' under '{role}' at {yaml.Where(role)}, expected one of the entity's columns.",
                near is null ? "Add it under 'columns:'." : $"Did you mean '{near}'?");
        }
    }

    /// <summary>The entity's own setting stands before the source's.</summary>
    private static YamlSection Holder(string key, YamlSection entity, YamlSection source) => entity.Has(key) ? entity : source;
}
