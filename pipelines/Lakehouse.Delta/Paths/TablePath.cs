namespace Lakehouse.Delta.Paths;

/// <summary>One spelling for each place below a table's root, so that a listing and the log can be compared.</summary>
internal static class TablePath
{
    private static readonly string[] BucketSchemes = ["s3a://", "s3n://"];

    /// <summary>Compares places: by case, unless the machine's files do not.</summary>
    internal static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The place of a file that the log names.</summary>
    /// <param name="root">The table's root.</param>
    /// <param name="path">A decoded path: below the root, or absolute.</param>
    /// <returns>The path from the root, without empty parts, <c>.</c> and <c>..</c>; null where it lies elsewhere.</returns>
    internal static string? TryBelow(string root, string path)
    {
        if (!LogPath.IsAbsolute(path))
        {
            return Simplify(path);
        }

        string base_ = Spell(root).TrimEnd('/') + "/";
        string place = Spell(path);
        return place.StartsWith(base_, StringComparison.Ordinal) ? Simplify(place[base_.Length..]) : null;
    }

    // Several schemes name the same bucket.
    private static string Spell(string location)
    {
        string? other = BucketSchemes.FirstOrDefault(scheme => location.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        if (other is not null)
        {
            return "s3://" + location[other.Length..];
        }

        return location.StartsWith('/') ? "/" + Simplify(location) : location;
    }

    private static string? Simplify(string path)
    {
        Stack<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Push(part);
            }
            else if (!parts.TryPop(out _))
            {
                return null;
            }
        }

        return string.Join('/', parts.Reverse());
    }
}
