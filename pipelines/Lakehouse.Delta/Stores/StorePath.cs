namespace Lakehouse.Delta.Stores;

/// <summary>What a path in a store may look like.</summary>
public static class StorePath
{
    /// <summary>Refuses a path that would leave the table, or that two stores would read differently.</summary>
    /// <param name="path">The path, relative to the table's root.</param>
    /// <exception cref="ArgumentException">It is empty or absolute, or has an empty, <c>.</c> or <c>..</c>
    /// part.</exception>
    public static void Require(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal) || path.Split('/').Any(IsOdd))
        {
            throw new ArgumentException($"Expected a path below the table's root, found '{path}'.", nameof(path));
        }
    }

    private static bool IsOdd(string part) => part is "" or "." or "..";
}
