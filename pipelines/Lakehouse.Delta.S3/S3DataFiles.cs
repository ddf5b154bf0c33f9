using Amazon.S3;
using Amazon.S3.Model;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Stores.Caching;

namespace Lakehouse.Delta.S3;

/// <summary>Brings the files of tables in buckets to this machine's cache.</summary>
/// <remarks>
/// The cache lays a service's objects out as <c>s3/SERVICE/BUCKET/KEY</c>, so that a path in it tells the object.
/// </remarks>
/// <param name="service">The service.</param>
/// <param name="cache">The cache; its owner disposes it.</param>
internal sealed class S3DataFiles(S3Service service, DataFileCache cache) : IDataFiles, ICacheSource
{
    private const int BufferBytes = 1 << 20;

    private string Top => Path.Combine(cache.Folder, S3Location.Scheme, service.FolderName);

    /// <summary>The folder of a location's files.</summary>
    internal string FolderOf(S3Location location) =>
        Path.Combine([Top, location.Bucket, .. location.Prefix.Split('/', StringSplitOptions.RemoveEmptyEntries)]);

    /// <inheritdoc/>
    public Task EnsureAsync(IReadOnlyCollection<string> localPaths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(localPaths);
        return cache.EnsureAsync([.. localPaths.Where(path => TryObject(path) is not null)], this, cancellationToken);
    }

    /// <summary>Brings one file here, and again where it is another by now: a checkpoint has no name of its own.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    internal async Task<string> LocateAsync(ITableStore store, string path, CancellationToken cancellationToken)
    {
        string local = Path.Combine(store.LocalRoot, path.Replace('/', Path.DirectorySeparatorChar));
        StoredFile found =
            await store.TryFindAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new FileNotFoundException($"There is no file '{store.Root}/{path}'.", local);
        FileInfo cached = new(local);
        if (!cached.Exists || cached.Length != found.SizeBytes || cached.LastWriteTimeUtc != found.ModifiedAt.UtcDateTime)
        {
            await cache.RefreshAsync(local, this, cancellationToken).ConfigureAwait(false);
        }

        return local;
    }

    /// <inheritdoc/>
    public async Task DownloadAsync(string cachedPath, string target, CancellationToken cancellationToken)
    {
        (string bucket, string key) = TryObject(cachedPath) ?? throw new ArgumentException($"'{cachedPath}' is no object's path.", nameof(cachedPath));
        string place = $"s3://{bucket}/{key}";
        try
        {
            using GetObjectResponse response = await service
                .Client.GetObjectAsync(bucket, key, cancellationToken)
                .ConfigureAwait(false);
            await WriteAsync(response, target, cancellationToken).ConfigureAwait(false);
            if (response.LastModified is { } time)
            {
                File.SetLastWriteTimeUtc(target, time.ToUniversalTime());
            }
        }
        catch (AmazonS3Exception absent) when (S3Failure.IsAbsent(absent))
        {
            throw new DeltaException(
                "LH1019",
                $"The file '{place}' is named by its table's log and is gone.",
                "Find out whether a vacuum removed it while it was in use; read a newer version.",
                absent
            );
        }
        catch (Exception failure) when (S3Failure.IsForeign(failure))
        {
            throw S3Failure.Explain(failure, "download of", place);
        }
    }

    /// <inheritdoc/>
    public async Task<long?> TrySizeAsync(string cachedPath, CancellationToken cancellationToken)
    {
        if (TryObject(cachedPath) is not (string bucket, string key))
        {
            return null;
        }

        try
        {
            return (await service.Client.GetObjectMetadataAsync(bucket, key, cancellationToken).ConfigureAwait(false)).ContentLength;
        }
        catch (Exception failure) when (S3Failure.IsForeign(failure))
        {
            return S3Failure.IsAbsent(failure) ? null : throw S3Failure.Explain(failure, "look-up of", $"s3://{bucket}/{key}");
        }
    }

    private static async Task WriteAsync(GetObjectResponse response, string target, CancellationToken cancellationToken)
    {
        FileStream file = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            await response.ResponseStream.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            if (file.Length != response.ContentLength)
            {
                throw new EndOfStreamException(
                    $"{file.Length} of {response.ContentLength} bytes of '{response.Key}' arrived."
                );
            }

            // Without it a loss of power may leave the name and not the bytes.
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
    }

    private (string Bucket, string Key)? TryObject(string path)
    {
        string start = Top + Path.DirectorySeparatorChar;
        if (!path.StartsWith(start, StringComparison.Ordinal))
        {
            return null;
        }

        string rest = path[start.Length..].Replace(Path.DirectorySeparatorChar, '/');
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0 || slash == rest.Length - 1 ? null : (rest[..slash], rest[(slash + 1)..]);
    }
}
