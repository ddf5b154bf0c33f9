namespace Lakehouse.Delta.Text;

/// <summary>Finds what somebody probably meant by a name that does not exist.</summary>
public static class NearName
{
    /// <summary>Finds the name with the fewest edits (Levenshtein 1966), if it is near enough.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="known">What exists.</param>
    /// <returns>The nearest name within a third of its length, at least two edits; the first of equals; or null.</returns>
    public static string? Of(string written, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(known);
        string? best = null;
        int fewest = int.MaxValue;
        foreach (string name in known)
        {
            int edits = Distance(written, name);
            if (edits < fewest && edits <= Math.Max(2, name.Length / 3))
            {
                best = name;
                fewest = edits;
            }
        }

        return best;
    }

    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substituted =
                    diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j] + 1, row[j - 1] + 1));
            }
        }

        return row[right.Length];
    }
}
