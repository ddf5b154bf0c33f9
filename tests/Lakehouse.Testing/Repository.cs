namespace Lakehouse.Testing;

/// <summary>The checkout that the tests run from.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Lakehouse.sln</c>: an absolute path.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path in the checkout.</summary>
    /// <param name="parts">The names, joined.</param>
    /// <returns>An absolute path; it need not exist.</returns>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lakehouse.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No parent of {AppContext.BaseDirectory} holds Lakehouse.sln.");
    }
}
