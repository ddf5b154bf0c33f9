using System.Text.RegularExpressions;
using Lakehouse.Engine;
using Lakehouse.Project;

namespace Lakehouse.Transform.Models;

/// <summary>Finds a project's models.</summary>
internal static partial class ModelFiles
{
    private const string EngineFileEnding = ".spark.sql";

    private static readonly string[] Folders = ["sql/silver", "sql/gold"];

    /// <summary>Reads every model; faults are added to the list, and the files that they are in are left out.</summary>
    /// <param name="project">The project.</param>
    /// <param name="faults">Gets the faults.</param>
    /// <param name="faulty">Gets the names of models whose files have faults, so that nobody complains that they are missing.</param>
    internal static List<Model> ReadAll(LakehouseProject project, List<TransformException> faults, HashSet<TableName> faulty)
    {
        List<Model> models = [];
        Dictionary<TableName, Model> byName = [];
        foreach (ProjectFile file in Folders.SelectMany(folder => project.Files(folder, ".sql")))
        {
            if (file.RelativePath.EndsWith(EngineFileEnding, StringComparison.Ordinal))
            {
                continue;
            }

            string text = File.ReadAllText(file.FullPath);
            try
            {
                Model model = ModelReader.Read(file, text);
                if (!byName.TryAdd(model.Name, model))
                {
                    throw new TransformException(
                        "LH4007",
                        $"found the model {model.Name} in {byName[model.Name].File.FullPath} and in {file.FullPath}, expected it once.",
                        "Rename one of them; a project overrides a model by a file at the same relative path.");
                }

                models.Add(model);
            }
            catch (TransformException fault)
            {
                faults.Add(fault);
                if (NameLine().Match(text) is { Success: true } name)
                {
                    faulty.Add(TableName.Parse(name.Groups["name"].Value));
                }
            }
        }

        return models;
    }

    [GeneratedRegex(
        @"^model:\s*(?<name>\w+\.\w+)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameLine();
}
