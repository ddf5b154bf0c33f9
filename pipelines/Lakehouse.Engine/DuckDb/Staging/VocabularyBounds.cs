using System.Globalization;
using System.Text;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>Gives columns with a known vocabulary the bounds that DuckDB does not report for them.</summary>
internal static class VocabularyBounds
{
    /// <summary>Adds the least and the greatest word, by their UTF-8 bytes, to what is known of each such column.</summary>
    /// <param name="file">The file.</param>
    /// <param name="request">What was staged.</param>
    public static void Add(WrittenFile file, StageRequest request)
    {
        var stored = new StoredColumns(request);
        foreach (StructField field in request.Schema.Fields)
        {
            if (request.Vocabularies.TryGetValue(field.Name, out IReadOnlyList<string>? words)
                && words.Count > 0
                && file.Columns.TryGetValue(Text.SqlText.Identifier(stored.NameOf(field)), out Dictionary<string, string>? known)
                && !(known.TryGetValue("null_count", out string? nulls) && nulls == file.RowCount.ToString(CultureInfo.InvariantCulture)))
            {
                string[] sorted = [.. words.Order(Comparer<string>.Create(Compare))];
                known.TryAdd("min", sorted[0]);
                known.TryAdd("max", sorted[^1]);
            }
        }
    }

    private static int Compare(string? left, string? right) =>
        Encoding.UTF8.GetBytes(left ?? string.Empty).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right ?? string.Empty));
}
