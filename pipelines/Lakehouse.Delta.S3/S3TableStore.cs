using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.S3;

/// <summary>A table in a bucket of an S3 service that honours conditional puts.</summary>
/// <remarks>
/// A commit is a put with <c>If-None-Match: *</c>. Objects are visible whole or not at all, and listings show what was
/// put before them, which the service promises. Data files are read through <see cref="LocalRoot"/>, a folder of the
/// cache. Safe to share between threads.
/// </remarks>
public sealed class S3TableStore : ITableStore
{
    private const string HiddenPrefix = ".tmp-";

    private readonly S3Service _service;
    private readonly S3Location _location;
    private readonly S3DataFiles _files;
    private readonly S3Listing _listing;
    private readonly S3Put _put;

    /// <summary>Opens a place in a bucket; nothing is asked of the service yet.</summary>
    internal S3TableStore(S3Service service, S3Location location, S3DataFiles files)
    {
        _service = service;
        _location = location;
        _files = files;
        _listing = new S3Listing(service, location);
        _put = new S3Put(service, location);
        LocalRoot = files.FolderOf(location);
    }

    /// <inheritdoc/>
    public string Root => _location.ToString();

    /// <inheritdoc/>
    public string LocalRoot { get; }

    /// <inheritdoc/>
    public Task<bool> HasAtomicPutIfAbsentAsync(CancellationToken cancellationToken) =>
        _service.Conditions.AreHonouredAsync(_location, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredFile>> ListAsync(
        string folder,
        string? startAt,
        CancellationToken cancellationToken
    )
    {
        string prefix = _location.KeyPrefixOf(folder);

        // The service begins after a key; what lies between that and the first name asked for is passed over.
        string? after = startAt is { Length: > 0 } ? prefix + WithoutLast(startAt) : null;
        List<StoredFile> files = [];
        await foreach (
            S3Object found in _listing.ReadAsync(prefix, after, isDeep: false, cancellationToken).ConfigureAwait(false)
        )
        {
            string name = found.Key[prefix.Length..];
            bool isAsked = startAt is null || Utf8Order.Compare(name, startAt) >= 0;
            if (isAsked && name.Length > 0 && !name.StartsWith(HiddenPrefix, StringComparison.Ordinal))
            {
                files.Add(Describe(found, name));
            }
        }

        files.Sort(static (left, right) => Utf8Order.Compare(left.Name, right.Name));
        return files;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAllAsync(
        string folder,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        int rootLength = _location.KeyPrefixOf("").Length;
        string prefix = _location.KeyPrefixOf(folder);
        await foreach (
            S3Object found in _listing
                .ReadAsync(prefix, after: null, isDeep: true, cancellationToken)
                .ConfigureAwait(false)
        )
        {
            // Consoles mark an empty folder by an object whose key ends in a slash.
            if (!found.Key.EndsWith('/'))
            {
                yield return Describe(found, found.Key[rootLength..]);
            }
        }
    }

    /// <inheritdoc/>
    public Task<StoredFile?> TryFindAsync(string path, CancellationToken cancellationToken)
    {
        string key = _location.KeyOf(path);
        return UnlessAbsentAsync(
            "look-up of",
            key,
            async () =>
            {
                GetObjectMetadataResponse found = await _service
                    .Client.GetObjectMetadataAsync(_location.Bucket, key, cancellationToken)
                    .ConfigureAwait(false);
                return new StoredFile(path, found.ContentLength, InstantOf(found.LastModified));
            }
        );
    }

    /// <inheritdoc/>
    public Task<byte[]?> TryReadAsync(string path, CancellationToken cancellationToken) =>
        TryGetAsync(path, range: null, cancellationToken);

    /// <inheritdoc/>
    public async Task<byte[]?> TryReadRangeAsync(
        string path,
        long offset,
        int length,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return await TryFindAsync(path, cancellationToken).ConfigureAwait(false) is null ? null : [];
        }

        return await TryGetAsync(path, new ByteRange(offset, offset + length - 1), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<PutOutcome> PutIfAbsentAsync(
        string path,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    ) => _put.IfAbsentAsync(_location.KeyOf(path), content, cancellationToken);

    /// <inheritdoc/>
    public Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _put.ReplaceAsync(_location.KeyOf(path), content, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task UploadAsync(string localFile, string path, CancellationToken cancellationToken)
    {
        string key = _location.KeyOf(path);
        if (!File.Exists(localFile))
        {
            throw new DeltaException(
                "LH1018",
                $"The file '{localFile}' is to be brought to '{Root}' and is not there.",
                "Stage the rows again, then commit."
            );
        }

        using TransferUtility transfer = new(
            _service.Client,
            new TransferUtilityConfig { MinSizeBeforePartUpload = _service.Options.PartBytes, ConcurrentServiceRequests = 4 }
        );
        _ = await S3Failure
            .GuardAsync(
                async () =>
                {
                    await transfer
                        .UploadAsync(
                            new TransferUtilityUploadRequest
                            {
                                BucketName = _location.Bucket,
                                Key = key,
                                FilePath = localFile,
                                PartSize = _service.Options.PartBytes,
                            },
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                    return true;
                },
                "upload of",
                Place(key)
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<string> LocateAsync(string path, CancellationToken cancellationToken) =>
        _files.LocateAsync(this, path, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string key = _location.KeyOf(path);
        return UnlessAbsentAsync(
            "deletion of",
            key,
            () => _service.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _location.Bucket, Key = key }, cancellationToken)
        );
    }

    private async Task<byte[]?> TryGetAsync(string path, ByteRange? range, CancellationToken cancellationToken)
    {
        string key = _location.KeyOf(path);
        return await UnlessAbsentAsync("read of", key, () => GetAsync(key, range, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<byte[]> GetAsync(string key, ByteRange? range, CancellationToken cancellationToken)
    {
        GetObjectRequest request = new() { BucketName = _location.Bucket, Key = key, ByteRange = range };
        try
        {
            using GetObjectResponse response = await _service
                .Client.GetObjectAsync(request, cancellationToken)
                .ConfigureAwait(false);
            byte[] content = new byte[response.ContentLength];
            await response.ResponseStream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
            return content;
        }
        catch (AmazonS3Exception beyond) when (range is not null && beyond.StatusCode == System.Net.HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return [];
        }
    }

    private async Task<T?> UnlessAbsentAsync<T>(string action, string key, Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception failure) when (S3Failure.IsForeign(failure))
        {
            return S3Failure.IsAbsent(failure) ? null : throw S3Failure.Explain(failure, action, Place(key));
        }
    }

    private string Place(string key) => $"s3://{_location.Bucket}/{key}";

    // Never half of a surrogate pair.
    private static string WithoutLast(string name) =>
        name[..^(name.Length > 1 && char.IsLowSurrogate(name[^1]) ? 2 : 1)];

    private static StoredFile Describe(S3Object found, string name) =>
        new(name, found.Size ?? 0, InstantOf(found.LastModified));

    private static DateTimeOffset InstantOf(DateTime? time) =>
        time is { } known ? new DateTimeOffset(known.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.UnixEpoch;
}
