namespace Lakehouse.Testing;

/// <summary>Finds the data and outside software that tests use and that the repository does not hold.</summary>
/// <remarks>
/// They are looked for in the folder that <c>LAKEHOUSE_SHARED</c> names, then in a folder <c>shared</c> beside one of
/// the test assembly's parent folders. Where they are absent a test skips and says so; with
/// <c>LAKEHOUSE_REQUIRE_SHARED=1</c> it fails instead.
/// </remarks>
public static class SharedData
{
    /// <summary>Finds a file or folder.</summary>
    /// <param name="relativePath">The path below the shared folder, for example <c>data/maven_crm</c>.</param>
    /// <returns>An absolute path, or null.</returns>
    public static string? Find(string relativePath)
    {
        foreach (string root in Roots())
        {
            string path = Path.Combine(root, relativePath);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Finds a file or folder that must be there.</summary>
    /// <param name="relativePath">The path below the shared folder.</param>
    /// <returns>An absolute path.</returns>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    public static string Require(string relativePath) =>
        Find(relativePath) ?? throw new DirectoryNotFoundException(WhyAbsent(relativePath));

    /// <summary>The reason that a skipped test shows.</summary>
    /// <param name="relativePath">The path below the shared folder.</param>
    /// <returns>One sentence.</returns>
    public static string WhyAbsent(string relativePath) =>
        $"shared/{relativePath} was not found in a parent of {AppContext.BaseDirectory}, and LAKEHOUSE_SHARED does not hold it.";

    private static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable("LAKEHOUSE_SHARED") is { Length: > 0 } named)
        {
            yield return named;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared");
        }
    }
}
