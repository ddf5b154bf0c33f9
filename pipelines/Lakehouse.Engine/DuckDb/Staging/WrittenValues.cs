using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>
/// Refuses values that a Delta table cannot hold, from the statistics of the files: no row is read again.
/// </summary>
internal static class WrittenValues
{
    /// <summary>Checks the files of one staging.</summary>
    /// <param name="label">What a person calls the SELECT.</param>
    /// <param name="files">The files.</param>
    /// <param name="schema">The declared columns.</param>
    /// <exception cref="EngineException">
    /// <c>LH2111</c>: a null where none may be. <c>LH2113</c>: an infinite date or instant.
    /// </exception>
    public static void Check(string label, IEnumerable<WrittenFile> files, StructType schema)
    {
        foreach (WrittenFile file in files)
        {
            foreach (StructField field in schema.Fields)
            {
                if (
                    file.Columns.TryGetValue(Text.SqlText.Identifier(field.Name), out Dictionary<string, string>? known)
                )
                {
                    CheckNulls(label, field, known);
                    CheckInfinite(label, field, known);
                }
            }
        }
    }

    private static void CheckNulls(string label, StructField field, Dictionary<string, string> known)
    {
        if (
            !field.IsNullable
            && known.TryGetValue("null_count", out string? nulls)
            && !string.Equals(nulls, "0", StringComparison.Ordinal)
        )
        {
            throw new EngineException(
                "LH2111",
                $"{label}: found {nulls} nulls in column {field.Name}, expected none: it is declared not null.",
                "Give the column a value in the SQL, or declare it nullable."
            );
        }
    }

    private static void CheckInfinite(string label, StructField field, Dictionary<string, string> known)
    {
        if (
            field.Type
            is not PrimitiveType { Kind: PrimitiveKind.Date or PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz }
        )
        {
            return;
        }

        if (
            string.Equals(known.GetValueOrDefault("min"), "-infinity", StringComparison.Ordinal)
            || string.Equals(known.GetValueOrDefault("max"), "infinity", StringComparison.Ordinal)
        )
        {
            throw new EngineException(
                "LH2113",
                $"{label}: found an infinite value in column {field.Name}, expected a day of the calendar.",
                "Write a far day such as 9999-12-31, or NULL."
            );
        }
    }
}
