using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Lakehouse.Testing;

namespace Lakehouse.Golden.Tests;

/// <summary>
/// Tables of other writers, unpacked once a version of the archive into a folder that test runs share.
/// </summary>
internal static class GoldenTables
{
    public const string Folder = "delta-golden";

    private static readonly JsonSerializerOptions Names = new() { PropertyNameCaseInsensitive = true };

    private static readonly Lazy<IReadOnlyList<GoldenTable>> Index = new(ReadIndex);
    private static readonly Lazy<Task<string>> Unpacked = new(UnpackAsync);

    /// <summary>The tables of the index; none where the set is absent.</summary>
    public static IReadOnlyList<GoldenTable> All => Index.Value;

    /// <summary>The folder with the tables, unpacked by the first who asks.</summary>
    public static Task<string> RootAsync() => Unpacked.Value;

    private static IReadOnlyList<GoldenTable> ReadIndex() =>
        SharedData.Find(Folder) is { } folder
            ? JsonSerializer.Deserialize<List<GoldenTable>>(File.ReadAllText(Path.Combine(folder, "index.json")), Names)!
            : [];

    private static async Task<string> UnpackAsync()
    {
        FileInfo archive = new(Path.Combine(SharedData.Require(Folder), "tables.tar.gz"));
        string root = Path.Combine(
            Path.GetTempPath(),
            string.Create(
                CultureInfo.InvariantCulture,
                $"lakehouse-delta-golden-{archive.Length}-{archive.LastWriteTimeUtc.Ticks}"
            )
        );
        await using (await LockAsync(root + ".lock"))
        {
            string done = root + ".done";
            if (!File.Exists(done))
            {
                Directory.CreateDirectory(root);
                await using FileStream packed = archive.OpenRead();
                await using GZipStream plain = new(packed, CompressionMode.Decompress);
                await TarFile.ExtractToDirectoryAsync(plain, root, overwriteFiles: true);
                await File.WriteAllTextAsync(done, "");
            }
        }

        return root;
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        int attempt = 0;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt++ < 1200)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }
}
