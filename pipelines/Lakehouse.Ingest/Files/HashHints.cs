using System.Globalization;
using System.Text.Json;

namespace Lakehouse.Ingest.Files;

/// <summary>Remembers the content hashes of files, so that a run with nothing new does not read them again.</summary>
/// <remarks>
/// A hint and no more: it counts only for a file whose size and time of writing are the remembered ones, and a hints file
/// that is missing or damaged means that files are read again. What has landed is in the tables' logs.
/// </remarks>
internal sealed class HashHints
{
    private readonly string _path;
    private readonly Dictionary<string, Hint> _hints;
    private bool _hasChanged;

    private HashHints(string path, Dictionary<string, Hint> hints)
    {
        _path = path;
        _hints = hints;
    }

    /// <summary>Reads the hints of a warehouse.</summary>
    /// <param name="warehouseFolder">The warehouse.</param>
    /// <returns>The hints; empty where there are none that can be read.</returns>
    public static HashHints Read(string warehouseFolder)
    {
        string path = Path.Combine(warehouseFolder, ".cache", "landing.json");
        try
        {
            using FileStream file = File.OpenRead(path);
            return new HashHints(path, JsonSerializer.Deserialize<Dictionary<string, Hint>>(file) ?? []);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or JsonException)
        {
            return new HashHints(path, []);
        }
    }

    /// <summary>The remembered hash of a file.</summary>
    /// <param name="file">The file as it is now.</param>
    /// <returns>The hash, or null.</returns>
    public string? TryFind(LandedFile file) =>
        _hints.TryGetValue(file.FullPath, out Hint? hint) && hint.SizeBytes == file.SizeBytes && hint.ModifiedAt == Stamp(file)
            ? hint.Sha256
            : null;

    /// <summary>Remembers a hash.</summary>
    /// <param name="file">The file as it was read.</param>
    /// <param name="sha256">Its hash.</param>
    public void Remember(LandedFile file, string sha256)
    {
        _hints[file.FullPath] = new Hint(file.SizeBytes, Stamp(file), sha256);
        _hasChanged = true;
    }

    /// <summary>Writes the hints when they changed. A folder that cannot be written costs time in later runs and nothing else.</summary>
    public void Save()
    {
        if (!_hasChanged)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            string draft = string.Create(CultureInfo.InvariantCulture, $"{_path}.{Environment.ProcessId}");
            File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(_hints));
            File.Move(draft, _path, overwrite: true);
            _hasChanged = false;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Nothing depends on the hints.
        }
    }

    private static string Stamp(LandedFile file) => file.ModifiedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>What is remembered of a file.</summary>
    /// <param name="SizeBytes">Its size then.</param>
    /// <param name="ModifiedAt">When it had been written.</param>
    /// <param name="Sha256">The hash of its bytes, lower case hexadecimal.</param>
    internal sealed record Hint(long SizeBytes, string ModifiedAt, string Sha256);
}
