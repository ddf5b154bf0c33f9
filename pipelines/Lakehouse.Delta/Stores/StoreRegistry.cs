namespace Lakehouse.Delta.Stores;

/// <summary>The one place that makes a store from a location: a folder, or a URI whose scheme has a provider.</summary>
/// <remarks>Immutable; safe to share between threads.</remarks>
/// <param name="providers">The providers of schemes other than <c>file</c>, one each.</param>
public sealed class StoreRegistry(params IReadOnlyList<IStoreProvider> providers)
{
    private const string FileScheme = "file";
    private const string SchemeEnd = "://";

    /// <summary>A registry of folders alone.</summary>
    public static StoreRegistry LocalOnly { get; } = new([]);

    /// <summary>Whether a location is on this machine.</summary>
    /// <param name="location">A path, or a URI.</param>
    /// <returns>True for a path and for <c>file:</c>.</returns>
    public static bool IsLocal(string location) => SchemeOf(location) is null or FileScheme;

    /// <summary>Opens the store of a table or of a warehouse.</summary>
    /// <param name="location">A path, a <c>file:</c> URI, or a URI such as <c>s3://bucket/folder</c>.</param>
    /// <returns>The store.</returns>
    /// <exception cref="DeltaException"><c>LH1008</c>: there is no provider for the scheme.</exception>
    public ITableStore Open(string location)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        string? scheme = SchemeOf(location);
        if (scheme is null or FileScheme)
        {
            return new LocalTableStore(scheme is null ? location : Paths.LogPath.Decode(location));
        }

        return providers.FirstOrDefault(provider => string.Equals(provider.Scheme, scheme, StringComparison.Ordinal))?.Open(location)
            ?? throw new DeltaException(
                "LH1008",
                $"The location '{location}' has the scheme '{scheme}', expected a folder"
                    + $"{string.Concat(providers.Select(provider => $" or {provider.Scheme}{SchemeEnd}…"))}.",
                "Copy the table to such a place, or mount it as a folder."
            );
    }

    /// <summary>Joins a location and names below it.</summary>
    /// <param name="location">A path or a URI.</param>
    /// <param name="names">The names.</param>
    /// <returns>A path or a URI.</returns>
    public static string Join(string location, params string[] names) =>
        SchemeOf(location) is null ? Path.Combine([location, .. names]) : string.Join('/', [location.TrimEnd('/'), .. names]);

    // A single letter is a drive.
    private static string? SchemeOf(string location)
    {
        int end = location.IndexOf(':', StringComparison.Ordinal);
        if (end < 2)
        {
            return null;
        }

        string scheme = location[..end].ToLowerInvariant();
        bool isUri = location.AsSpan(end).StartsWith(SchemeEnd, StringComparison.Ordinal)
            || string.Equals(scheme, FileScheme, StringComparison.Ordinal);
        return isUri && scheme.All(char.IsAsciiLetterOrDigit) ? scheme : null;
    }
}
