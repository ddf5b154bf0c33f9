using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>Turns what DuckDB says of a file's columns into the form that Delta's log is written from.</summary>
/// <remarks>
/// Leaves under a list or a map are left out: what is known there is about elements, not about rows. Booleans and bytes
/// have counts only.
/// </remarks>
internal static class LeafStatistics
{
    /// <summary>Reads the statistics of one file.</summary>
    /// <param name="file">What DuckDB reports.</param>
    /// <param name="schema">The columns that it was written with.</param>
    /// <returns>The statistics, in the schema's order.</returns>
    public static FileStatistics Of(WrittenFile file, StructType schema)
    {
        var leaves = new List<ColumnStatistics>();
        Collect(file, schema, [], leaves);
        return new FileStatistics(file.RowCount, leaves);
    }

    private static void Collect(WrittenFile file, StructType level, string[] above, List<ColumnStatistics> leaves)
    {
        foreach (StructField field in level.Fields)
        {
            string[] path = [.. above, field.Name];
            if (field.Type is StructType inner)
            {
                Collect(file, inner, path, leaves);
            }
            else if (file.Columns.TryGetValue(Key(path), out Dictionary<string, string>? known))
            {
                leaves.Add(Leaf(path, field.Type, known));
            }
        }
    }

    private static ColumnStatistics Leaf(string[] path, DataType type, Dictionary<string, string> known)
    {
        long? nullCount = known.TryGetValue("null_count", out string? nulls)
            ? long.Parse(nulls, CultureInfo.InvariantCulture)
            : null;
        bool hasNaN =
            known.TryGetValue("has_nan", out string? nan) && string.Equals(nan, "true", StringComparison.Ordinal);
        return new ColumnStatistics(
            path,
            Bound(type, known.GetValueOrDefault("min")),
            Bound(type, known.GetValueOrDefault("max")),
            nullCount,
            hasNaN
        );
    }

    private static string? Bound(DataType type, string? text) =>
        type switch
        {
            _ when text is null => null,
            PrimitiveType { Kind: PrimitiveKind.Boolean or PrimitiveKind.Binary } => null,
            PrimitiveType { Kind: PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz } => Instant(text),
            PrimitiveType { Kind: PrimitiveKind.Date } => text.EndsWith(')') ? null : text,
            PrimitiveType { Kind: PrimitiveKind.Double or PrimitiveKind.Float } => text.EndsWith(
                "inf",
                StringComparison.Ordinal
            )
                ? null
                : text,
            ArrayType or MapType => null,
            _ => text,
        };

    /// <summary>
    /// DuckDB writes <c>2024-01-01 10:00:00.5+00</c>; years before 1 end in <c>(BC)</c> and have no bound.
    /// </summary>
    private static string? Instant(string text)
    {
        if (text.EndsWith(')'))
        {
            return null;
        }

        string plain = text.EndsWith("+00", StringComparison.Ordinal) ? text[..^3] : text;
        int point = plain.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? plain + ".000000" : plain.PadRight(point + 7, '0');
    }

    private static string Key(string[] path) => string.Join('.', path.Select(Text.SqlText.Identifier));
}
