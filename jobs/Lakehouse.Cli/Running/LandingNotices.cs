using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Running;

/// <summary>Puts notices of many files together where they say the same.</summary>
internal static class LandingNotices
{
    /// <summary>Writes the notices.</summary>
    /// <param name="landed">What was landed.</param>
    /// <returns>One line a notice: that of one file as it is, of several files with their number instead of their names.</returns>
    internal static IReadOnlyList<string> Of(IReadOnlyList<LandedEntity> landed)
    {
        List<string> lines = [];
        foreach (LandedEntity entity in landed)
        {
            foreach (IGrouping<string, (string File, string Text)> same in entity.Notices.Select(Split).GroupBy(notice => notice.Text, StringComparer.Ordinal))
            {
                List<(string File, string Text)> notices = [.. same];
                string where = notices.Count == 1 ? notices[0].File : string.Create(CultureInfo.InvariantCulture, $"{notices.Count} files: ");
                lines.Add(ValueText.OneLine($"{entity.Source}.{entity.Entity}: {where}{same.Key}"));
            }
        }

        return lines;
    }

    // A notice is 'FILE: LH3056: text' or 'LH3056: text'.
    private static (string File, string Text) Split(string notice)
    {
        int code = notice.IndexOf(": LH", StringComparison.Ordinal);
        return code < 0 ? (string.Empty, notice) : (notice[..(code + 2)], notice[(code + 2)..]);
    }
}
