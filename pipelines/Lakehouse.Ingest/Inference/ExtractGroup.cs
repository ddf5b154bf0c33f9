using System.Text;
using System.Text.RegularExpressions;
using Lakehouse.Ingest.Files;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Inference;

/// <summary>Files that are deliveries of one entity: their names differ in a date or number at the end.</summary>
/// <param name="Name">The entity's name.</param>
/// <param name="Pattern">The glob that matches them.</param>
/// <param name="Kind">Their format.</param>
/// <param name="Files">The files, in the order of their names.</param>
internal sealed partial record ExtractGroup(string Name, string Pattern, FileKind Kind, IReadOnlyList<LandedFile> Files)
{
    /// <summary>Groups the files of a folder; those of other formats are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The groups, ordered by name.</returns>
    public static IReadOnlyList<ExtractGroup> Of(LandingFolder folder)
    {
        var groups = new List<ExtractGroup>();
        foreach (IGrouping<string, LandedFile> files in folder.List(new FilePattern("**")).Where(file => KindOf(file.RelativePath) is not null).GroupBy(Stem, StringComparer.Ordinal))
        {
            LandedFile[] members = [.. files];
            groups.Add(new ExtractGroup(EntityName(files.Key), PatternOf(members), KindOf(members[0].RelativePath)!.Value, members)); // why: others are left out.
        }

        // Two stems may give one name: the folder's or the ending's tells them apart.
        return [.. groups
            .GroupBy(group => group.Name, StringComparer.Ordinal)
            .SelectMany(same => same.Select((group, index) => index == 0 ? group : group with { Name = $"{group.Name}_{index + 1}" }))
            .OrderBy(group => group.Name, StringComparer.Ordinal)];
    }

    private static FileKind? KindOf(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".txt" => FileKind.Csv,
            ".ndjson" or ".jsonl" => FileKind.Ndjson,
            ".parquet" => FileKind.Parquet,
            _ => null,
        };
    }

    private static string Stem(LandedFile file)
    {
        (string before, _, string ending) = Split(file.RelativePath);
        return before + "\u001F" + ending;
    }

    private static (string Before, string Running, string Ending) Split(string path)
    {
        int dot = path.IndexOf('.', path.LastIndexOf('/') + 1);
        (string stem, string ending) = dot < 0 ? (path, string.Empty) : (path[..dot], path[dot..]);
        Match running = Running().Match(stem);
        return running.Success ? (stem[..running.Groups["running"].Index], running.Groups["running"].Value, ending) : (stem, string.Empty, ending);
    }

    // A question mark for each character where all are as long, so that no other entity's files match.
    private static string PatternOf(LandedFile[] files)
    {
        (string before, string running, string ending) = Split(files[0].RelativePath);
        bool isEven = files.All(file => file.RelativePath.Length == files[0].RelativePath.Length);
        return before + (isEven ? new string('?', running.Length) : "*") + ending;
    }

    private static string EntityName(string stem)
    {
        string name = stem[(stem.LastIndexOf('/') + 1)..stem.IndexOf('\u001F', StringComparison.Ordinal)];
        var text = new StringBuilder();
        for (int index = 0; index < name.Length; index++)
        {
            char letter = name[index];
            bool isNewWord = char.IsUpper(letter) && index > 0 && char.IsLower(name[index - 1]);
            text.Append(isNewWord ? "_" : string.Empty).Append(char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '_');
        }

        string joined = string.Join('_', text.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries));
        return joined.Length == 0 || char.IsAsciiDigit(joined[0]) ? $"file_{joined}".TrimEnd('_') : joined;
    }

    [GeneratedRegex("(?:^|[-_. /]|(?<=[^0-9])(?=[0-9]{4}))(?<running>[0-9][0-9TZ_-]*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Running();
}
