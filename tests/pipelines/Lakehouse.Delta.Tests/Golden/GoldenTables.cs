using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Lakehouse.Testing;

namespace Lakehouse.Delta.Tests.Golden;

/// <summary>
/// Tables of other writers, unpacked once a version of the archive into a folder that test runs share.
/// </summary>
internal static class GoldenTables
{
    public const string Folder = "delta-golden";

    private static readonly JsonSerializerOptions Names = new() { PropertyNameCaseInsensitive = true };

    public static async Task<(string Root, IReadOnlyList<GoldenTable> Tables)> UnpackAsync()
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

        await using FileStream index = File.OpenRead(Path.Combine(archive.DirectoryName!, "index.json"));
        List<GoldenTable> tables = (await JsonSerializer.DeserializeAsync<List<GoldenTable>>(index, Names))!;
        return (root, tables);
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
