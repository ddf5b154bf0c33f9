using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Transform.Releases;

/// <summary>The releases of a warehouse: <c>_releases/NUMBER.json</c>, each written once and never changed.</summary>
/// <param name="warehouse">The warehouse's files.</param>
public sealed class ReleaseLog(ITableStore warehouse)
{
    private const string Folder = "_releases";
    private const string Extension = ".json";
    private const int Digits = 20;

    /// <summary>Opens the releases of a warehouse folder on this machine.</summary>
    /// <param name="warehouseFolder">The folder; it need not exist.</param>
    /// <returns>The releases.</returns>
    public static ReleaseLog Open(string warehouseFolder) => new(new LocalTableStore(warehouseFolder));

    /// <summary>The numbers of all releases, ascending.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The numbers; empty where nothing was released.</returns>
    public async Task<IReadOnlyList<long>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredFile> files = await warehouse.ListAsync(Folder, startAt: null, cancellationToken).ConfigureAwait(false);
        return [.. files.Select(file => NumberOf(file.Name)).OfType<long>()];
    }

    /// <summary>The newest release.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The release; null where nothing was released.</returns>
    /// <exception cref="TransformException"><c>LH4080</c>: its file is damaged.</exception>
    public async Task<Release?> LatestAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<long> numbers = await ListAsync(cancellationToken).ConfigureAwait(false);
        return numbers.Count == 0 ? null : await ReadAsync(numbers[^1], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One release.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The release.</returns>
    /// <exception cref="TransformException"><c>LH4080</c>: its file is damaged. <c>LH4081</c>: there is none of that number.</exception>
    public async Task<Release> ReadAsync(long number, CancellationToken cancellationToken)
    {
        string path = PathOf(number);
        byte[] content = await warehouse.TryReadAsync(path, cancellationToken).ConfigureAwait(false) ?? throw new TransformException(
            "LH4081",
            $"found no release {number} in {warehouse.Root}/{Folder}, expected one.",
            "'lakehouse status' names the newest release.");
        try
        {
            return JsonSerializer.Deserialize(content, ReleaseJson.Default.Release) ?? throw Damaged(path, "null", null);
        }
        catch (JsonException fault)
        {
            throw Damaged(path, fault.Message, fault);
        }
    }

    /// <summary>Publishes a release under the number after the newest.</summary>
    /// <param name="release">The release; its number and the one before are set here.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>The release as it was published.</returns>
    internal async Task<Release> PublishAsync(Release release, CancellationToken cancellationToken)
    {
        while (true)
        {
            IReadOnlyList<long> numbers = await ListAsync(cancellationToken).ConfigureAwait(false);
            long? previous = numbers.Count == 0 ? null : numbers[^1];
            Release numbered = release with { Number = previous + 1 ?? 0, Previous = previous };
            byte[] content = JsonSerializer.SerializeToUtf8Bytes(numbered, ReleaseJson.Default.Release);
            if (await warehouse.TryPutIfAbsentAsync(PathOf(numbered.Number), content, cancellationToken).ConfigureAwait(false))
            {
                return numbered;
            }
        }
    }

    private static string PathOf(long number) => $"{Folder}/{number.ToString($"D{Digits}", CultureInfo.InvariantCulture)}{Extension}";

    private static long? NumberOf(string name) =>
        name.Length == Digits + Extension.Length
        && name.EndsWith(Extension, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;

    private TransformException Damaged(string path, string what, Exception? cause) => new(
        "LH4080",
        $"found a release that cannot be read at {warehouse.Root}/{path} ({what}), expected JSON as a run writes it.",
        "Restore the file from a copy, or remove it to fall back on the release before.",
        cause);
}
