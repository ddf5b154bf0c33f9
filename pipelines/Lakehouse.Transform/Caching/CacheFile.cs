using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lakehouse.Transform.Caching;

/// <summary>A file below <c>WAREHOUSE/.cache</c> that saves work and may vanish at any time.</summary>
/// <remarks>
/// Written beside its place and renamed, so that a reader sees a whole file. One that is damaged, or that cannot be
/// written, is as good as none.
/// </remarks>
internal sealed class CacheFile<T>(string warehouseFolder, string name, JsonTypeInfo<T> type)
    where T : class
{
    private readonly string _path = Path.Combine(warehouseFolder, ".cache", name);

    /// <summary>Reads the file, or null where there is none that can be read.</summary>
    internal T? TryRead()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), type) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the file, if that is possible.</summary>
    internal void TryWrite(T content)
    {
        string temporary = $"{_path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!); // The path is below .cache, so it has a folder.
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(content, type));
            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A file that nobody reads stays behind on a disk that cannot be written.
        }
    }
}
