using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Yaml;
using YamlDotNet.RepresentationModel;

namespace Lakehouse.Transform.Definitions;

/// <summary>Reads <c>sql/definitions</c>: what <c>definitions.yml</c> declares, and the CSV files beside it.</summary>
/// <remarks>
/// A project's <c>definitions.yml</c> adds to the reference project's; a definition of the same name stands before
/// the reference project's. The CSV files override one another by name as all files do.
/// </remarks>
internal static class DefinitionReader
{
    private const string Folder = "sql/definitions";
    private const string FileName = "definitions.yml";

    /// <summary>Reads every definition; faults are added to the list, and what they are about is left out.</summary>
    internal static List<Definition> ReadAll(LakehouseProject project, List<TransformException> faults)
    {
        SortedDictionary<string, YamlMap> declared = new(StringComparer.Ordinal);
        foreach (string root in project.ReferenceFolder is { } reference ? [reference, project.Folder] : new[] { project.Folder })
        {
            try
            {
                Declare(Path.Combine(root, Folder, FileName), declared);
            }
            catch (TransformException fault)
            {
                faults.Add(fault);
            }
        }

        List<Definition> definitions = [];
        foreach ((string name, YamlMap map) in declared)
        {
            try
            {
                definitions.Add(Read(project, name, map));
            }
            catch (TransformException fault)
            {
                faults.Add(fault);
            }
        }

        faults.AddRange(Undeclared(project, declared.Keys));
        return definitions;
    }

    private static void Declare(string path, SortedDictionary<string, YamlMap> declared)
    {
        if (!File.Exists(path))
        {
            return;
        }

        string text = File.ReadAllText(path);
        if (text.Split('\n').All(line => line.TrimStart() is "" or ['#', ..]))
        {
            return;
        }

        YamlMap root = YamlMap.Parse(text, path);
        foreach (string name in root.Keys)
        {
            declared[name] = root.RequiredMap(name);
        }
    }

    private static Definition Read(LakehouseProject project, string name, YamlMap map)
    {
        map.AllowOnly("description", "key", "columns");
        YamlMap columnsMap = map.RequiredMap("columns");
        List<ModelColumn> columns = [.. columnsMap.Keys.Select(column => Column(column, columnsMap))];
        ColumnNames known = new(columns);
        IReadOnlyList<string> key = known.Require(map, "key");
        ProjectFile file = project.TryFile($"{Folder}/{name}.csv") ?? throw new TransformException(
            "LH4030",
            $"found no file {Folder}/{name}.csv, which {map.Where()} declares, expected one in {project.Folder}.",
            $"Write the file with the columns {string.Join(", ", columns.Select(column => column.Name))}.");

        return new Definition
        {
            Name = new TableName("definition", name),
            Key = key.Count > 0 ? key : throw map.Absent("key"),
            Columns = columns.Count > 0 ? columns : throw map.Absent("columns"),
            Description = map.Text("description"),
            File = file,
            Text = File.ReadAllText(file.FullPath).TrimStart('\uFEFF').ReplaceLineEndings("\n"),
        };
    }

    private static ModelColumn Column(string name, YamlMap columns)
    {
        if (columns.Find(name) is not YamlMappingNode)
        {
            return new ModelColumn(name, ModelReader.ReadType(columns.RequiredText(name), columns.Where(name)), Description: null);
        }

        YamlMap detail = columns.RequiredMap(name);
        detail.AllowOnly("type", "description");
        return new ModelColumn(name, ModelReader.ReadType(detail.RequiredText("type"), detail.Where("type")), detail.Text("description"));
    }

    private static IEnumerable<TransformException> Undeclared(LakehouseProject project, IReadOnlyCollection<string> declared) => project
        .Files(Folder, ".csv")
        .Where(file => !declared.Contains(Path.GetFileNameWithoutExtension(file.RelativePath), StringComparer.Ordinal))
        .Select(file => new TransformException(
            "LH4035",
            $"found the file {file.FullPath} without a declaration, expected one in {Folder}/{FileName}.",
            NearestName.Of(Path.GetFileNameWithoutExtension(file.RelativePath), declared) is { } near
                ? $"Did you mean '{near}'?"
                : "Declare its key and columns, or remove the file."));
}
