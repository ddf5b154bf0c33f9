using System.Globalization;
using Lakehouse.Ingest;

namespace Lakehouse.Runs;

/// <summary>Says once what is true of many files.</summary>
internal static class NoticeList
{
    /// <summary>The notices as sentences; one that says the same of several files names the first and counts the others.</summary>
    /// <param name="notices">The notices, in the order of their files.</param>
    /// <returns>One sentence for each thing that was found, in the order of its first file.</returns>
    internal static IEnumerable<string> Of(IEnumerable<LandingNotice> notices) => notices
        .GroupBy(notice => (notice.Code, notice.Text))
        .Select(same => Sentence(same.First(), same.Count() - 1));

    private static string Sentence(LandingNotice notice, int others)
    {
        // A notice that names its file in its own words needs no other name before it.
        bool isNamed = notice.File is { } file && !notice.Text.Contains(file, StringComparison.Ordinal);
        string where = isNamed ? $"{notice.File}" : string.Empty;
        string more = others == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" and {others} more");
        return isNamed ? $"{where}{more}: {notice}" : notice.ToString();
    }
}
