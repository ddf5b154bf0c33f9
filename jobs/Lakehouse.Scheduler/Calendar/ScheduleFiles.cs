using Lakehouse.Project;
using Lakehouse.Project.Yaml;

namespace Lakehouse.Scheduler.Calendar;

/// <summary>Reads the schedules of a project: <c>jobs/schedules</c> of the reference project, then <c>schedules</c> of its own.</summary>
/// <remarks>A project's schedule stands before the reference's of the same name; <c>enabled: false</c> switches one off.</remarks>
public static class ScheduleFiles
{
    private const string Extension = "*.yml";

    private static readonly string[] Keys =
        ["name", "description", "cron", "time_zone", "run", "missed", "as_of", "enabled"];

    /// <summary>Reads all schedules.</summary>
    /// <param name="project">The project.</param>
    /// <returns>The schedules by name, ordinally.</returns>
    /// <exception cref="ScheduleException">Two files of one folder declare the same name, or a value is not as documented.</exception>
    /// <exception cref="ProjectException">A file is not YAML or has an unknown key.</exception>
    public static IReadOnlyList<Schedule> Read(LakehouseProject project)
    {
        SortedDictionary<string, Schedule> schedules = new(StringComparer.Ordinal);
        if (project.ReferenceFolder is { } reference)
        {
            Add(schedules, Path.Combine(reference, "jobs", "schedules"));
        }

        Add(schedules, Path.Combine(project.Folder, "schedules"));
        return [.. schedules.Values];
    }

    /// <summary>Reads one file.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ScheduleException">A value is not as documented.</exception>
    /// <exception cref="ProjectException">The file is not YAML or has an unknown key.</exception>
    public static Schedule ReadFile(string file)
    {
        YamlSection yaml = YamlSection.Load(file);
        yaml.AllowOnly(Keys);
        YamlSection? run = yaml.Section("run");
        run?.AllowOnly("select", "exclude", "full");
        return new Schedule
        {
            Name = ScheduleName(yaml),
            Description = yaml.Text("description"),
            Times = FireTimes.Parse(yaml.RequiredText("cron"), Zone(yaml), yaml.Where("cron")),
            Selection = run?.Text("select"),
            Exclude = run?.Text("exclude"),
            IsFull = run?.Boolean("full") ?? false,
            Missed = Choice(yaml, "missed", MissedPolicy.RunOnce, ("run_once", MissedPolicy.RunOnce), ("skip", MissedPolicy.Skip)),
            AsOf = Choice(yaml, "as_of", AsOfRule.StartOfDay, ("start_of_day", AsOfRule.StartOfDay), ("fire_time", AsOfRule.FireTime)),
            IsEnabled = yaml.Boolean("enabled") ?? true,
            File = file,
        };
    }

    private static void Add(SortedDictionary<string, Schedule> schedules, string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        Dictionary<string, Schedule> here = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, Extension).Order(StringComparer.Ordinal))
        {
            Schedule schedule = ReadFile(file);
            if (!here.TryAdd(schedule.Name, schedule))
            {
                throw new ScheduleException(
                    "LH7104",
                    $"found the schedule '{schedule.Name}' in {file} and in {here[schedule.Name].File}, expected each name once a folder.",
                    "Rename one of them.");
            }

            schedules[schedule.Name] = schedule;
        }
    }

    private static string ScheduleName(YamlSection yaml)
    {
        string name = yaml.RequiredText("name");
        return name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_')
            ? name
            : throw new ScheduleException(
                "LH7101",
                $"found the name '{name}' at {yaml.Where("name")}, expected lower case letters, digits, '-' and '_'.",
                "Write for example nightly.");
    }

    private static TimeZoneInfo Zone(YamlSection yaml)
    {
        string id = yaml.Text("time_zone") ?? "UTC";
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone)
            ? zone
            : throw new ScheduleException(
                "LH7103",
                $"found the time zone '{id}' at {yaml.Where("time_zone")}, expected one that this system knows, such as Europe/Berlin or UTC.",
                "Mend the name; where no zone but UTC is known, install the system's package tzdata.");
    }

    private static T Choice<T>(YamlSection yaml, string key, T usual, params (string Text, T Value)[] choices)
    {
        string? text = yaml.Text(key);
        if (text is null)
        {
            return usual;
        }

        foreach ((string name, T value) in choices)
        {
            if (string.Equals(name, text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        throw new ScheduleException(
            "LH7105",
            $"found '{text}' for '{key}' at {yaml.Where(key)}, expected {string.Join(" or ", choices.Select(choice => choice.Text))}.",
            "Mend the value.");
    }
}
