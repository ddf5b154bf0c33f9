namespace Lakehouse.Testing;

/// <summary>A folder of one test, deleted with all it holds.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public TemporaryFolder() => FullPath = Directory.CreateTempSubdirectory("lakehouse-test-").FullName;

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>A path below the folder.</summary>
    /// <param name="parts">The names, joined.</param>
    /// <returns>An absolute path; it need not exist.</returns>
    public string At(params string[] parts) => Path.Combine([FullPath, .. parts]);

    /// <summary>Writes a text file below the folder, making folders as needed.</summary>
    /// <param name="relativePath">Where.</param>
    /// <param name="text">What, as UTF-8 without a mark.</param>
    /// <returns>The absolute path.</returns>
    public string Write(string relativePath, string text)
    {
        string path = Path.Combine(FullPath, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(FullPath))
        {
            Directory.Delete(FullPath, recursive: true);
        }
    }
}
