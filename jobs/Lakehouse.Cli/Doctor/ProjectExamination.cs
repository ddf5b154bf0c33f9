using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Project;
using Lakehouse.Scheduler.Calendar;

namespace Lakehouse.Cli.Doctor;

/// <summary>Looks at a project's files.</summary>
/// <param name="project">The project.</param>
internal sealed class ProjectExamination(LakehouseProject project)
{
    /// <summary>Says which project this is.</summary>
    /// <returns>The finding.</returns>
    internal Finding Identity() => new(
        "project",
        Health.Ok,
        $"{project.Name} in {project.Folder}, over {project.ReferenceFolder ?? "nothing"}");

    /// <summary>Reads the schedules.</summary>
    /// <returns>The finding.</returns>
    internal Finding Schedules()
    {
        try
        {
            IReadOnlyList<Schedule> schedules = ScheduleFiles.Read(project);
            string names = string.Join(", ", schedules.Where(schedule => schedule.IsEnabled).Select(schedule => schedule.Name));
            return new Finding("schedules", Health.Ok, names.Length == 0 ? "none switched on" : names);
        }
        catch (LakehouseException failure)
        {
            return new Finding("schedules", Health.Fail, failure.Found.TrimEnd('.'), failure.NextStep);
        }
    }

    /// <summary>Looks for the folders that sources land in.</summary>
    /// <returns>The finding.</returns>
    internal Finding Landing()
    {
        try
        {
            List<(string Source, string Folder)> absent = [];
            List<SourceContract> sources = [.. SourceContractReader.ReadAll(project).Where(source => project.Sources.Contains(source.Name, StringComparer.Ordinal))];
            foreach (SourceContract source in sources.Where(source => source.Database is null))
            {
                string folder = Path.GetFullPath(project.Expand(source.LandingFolder, source.File.RelativePath), project.Folder);
                if (!Directory.Exists(folder))
                {
                    absent.Add((source.Name, folder));
                }
            }

            string count = string.Create(CultureInfo.InvariantCulture, $"{sources.Count - absent.Count} of {sources.Count} sources have their folder");
            return absent.Count == 0
                ? new Finding("landing", Health.Ok, count)
                : new Finding(
                    "landing",
                    Health.Warn,
                    $"{count}; absent: {string.Join(", ", absent.Select(found => $"{found.Source} ({found.Folder})"))}",
                    "Make the folder, name another with --var landing=FOLDER, or take the source out of lakehouse.yml.");
        }
        catch (LakehouseException failure)
        {
            return new Finding("landing", Health.Fail, failure.Found.TrimEnd('.'), failure.NextStep);
        }
    }
}
