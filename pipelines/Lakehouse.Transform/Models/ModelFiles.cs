using Lakehouse.Engine;
using Lakehouse.Project;

namespace Lakehouse.Transform.Models;

/// <summary>Finds a project's models.</summary>
internal static class ModelFiles
{
    private const string EngineFileEnding = ".spark.sql";

    private static readonly string[] Folders = ["sql/silver", "sql/gold"];

    /// <summary>Reads every model; faults are added to the list, and the files that they are in are left out.</summary>
    internal static List<Model> ReadAll(LakehouseProject project, List<TransformException> faults)
    {
        List<Model> models = [];
        Dictionary<TableName, Model> byName = [];
        foreach (ProjectFile file in Folders.SelectMany(folder => project.Files(folder, ".sql")))
        {
            if (file.RelativePath.EndsWith(EngineFileEnding, StringComparison.Ordinal))
            {
                continue;
            }

            try
            {
                Model model = ModelReader.Read(file, File.ReadAllText(file.FullPath));
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
            }
        }

        return models;
    }
}
