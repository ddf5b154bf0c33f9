using System.Globalization;
using System.Text;
using Lakehouse.Project;

namespace Lakehouse.Cli.Warehouse;

/// <summary>Keeps the lines of <c>ls</c> until a file of the project changes, so that listing reads no YAML and no SQL.</summary>
/// <remarks>
/// The file lies in the warehouse's cache folder and may be deleted at any time. It holds for the names, sizes and times of
/// all files that decide it; nothing but <c>ls</c> trusts it.
/// </remarks>
/// <param name="project">The project.</param>
internal sealed class StepListingCache(LakehouseProject project)
{
    private const string Null = "\\0";
    private const int Fields = 6;

    private readonly string _path = Path.Combine(project.WarehouseFolder, "_cache", "ls.txt");
    private readonly string _key = KeyOf(project);

    /// <summary>Reads the lines.</summary>
    /// <returns>The lines, or null when they are not kept or no longer hold.</returns>
    internal IReadOnlyList<StepListing>? TryRead()
    {
        try
        {
            string[] lines = File.ReadAllLines(_path);
            if (lines.Length == 0 || !string.Equals(lines[0], _key, StringComparison.Ordinal))
            {
                return null;
            }

            List<StepListing> steps = new(lines.Length);
            for (int line = 1; line < lines.Length; line++)
            {
                string[] fields = lines[line].Split('\t');
                if (fields.Length != Fields)
                {
                    return null;
                }

                steps.Add(new StepListing(
                    Unescape(fields[0])!, Unescape(fields[1])!, Unescape(fields[2])!, Unescape(fields[3]), Unescape(fields[4]), Unescape(fields[5])));
            }

            return steps;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps the lines; a warehouse that cannot be written keeps none.</summary>
    /// <param name="steps">The lines.</param>
    internal void TryWrite(IReadOnlyList<StepListing> steps)
    {
        if (!Directory.Exists(project.WarehouseFolder))
        {
            return;
        }

        StringBuilder text = new();
        text.Append(_key).Append('\n');
        foreach (StepListing step in steps)
        {
            text.AppendJoin('\t', Escape(step.Step), Escape(step.Kind), Escape(step.Tags), Escape(step.Owner), Escape(step.File), Escape(step.Description));
            text.Append('\n');
        }

        try
        {
            // Written beside its place and renamed, so that another process never reads half of it.
            string draft = string.Create(CultureInfo.InvariantCulture, $"{_path}.{Environment.ProcessId}");
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllText(draft, text.ToString());
            File.Move(draft, _path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next listing reads the project's files again.
        }
    }

    private static string KeyOf(LakehouseProject project)
    {
        StringBuilder key = new();
        key.Append(ProductVersion.Text).Append('|').AppendJoin(',', project.Sources);
        foreach (string root in project.ReferenceFolder is { } reference ? [reference, project.Folder] : new[] { project.Folder })
        {
            key.Append('|').Append(root);
            DirectoryInfo sql = new(Path.Combine(root, "sql"));
            if (sql.Exists)
            {
                foreach (FileInfo file in sql.EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
                {
                    key.Append(CultureInfo.InvariantCulture, $"|{file.FullName[root.Length..]}:{file.Length}:{file.LastWriteTimeUtc.Ticks}");
                }
            }
        }

        return key.Replace('\n', ' ').Replace('\r', ' ').ToString();
    }

    private static string Escape(string? text) => text is null
        ? Null
        : text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal);

    private static string? Unescape(string text)
    {
        if (text == Null || !text.Contains('\\', StringComparison.Ordinal))
        {
            return text == Null ? null : text;
        }

        StringBuilder plain = new(text.Length);
        bool isEscaped = false;
        foreach (char character in text)
        {
            if (!isEscaped && character == '\\')
            {
                isEscaped = true;
                continue;
            }

            plain.Append((isEscaped, character) switch
            {
                (true, 't') => '\t',
                (true, 'n') => '\n',
                (true, 'r') => '\r',
                _ => character,
            });
            isEscaped = false;
        }

        return plain.ToString();
    }
}
