namespace Lakehouse.Delta.Stores;

/// <summary>The files of one table. Paths are relative to its root, decoded, with <c>/</c> between folders.</summary>
/// <remarks>
/// <para>The contract that the commit protocol rests on: a put is visible whole or not at all; of several puts-if-absent
/// to one path exactly one succeeds; a listing shows every put that succeeded before it began.</para>
/// <para>A call that throws has changed nothing, but for <see cref="PutAsync"/>, <see cref="UploadAsync"/> and
/// <see cref="DeleteAsync"/>, which may be repeated safely. A put-if-absent whose fate is open does not throw: it
/// returns <see cref="PutOutcome.Unknown"/>. Names that begin with <c>.tmp-</c> belong to the store.</para>
/// <para>Safe to share between threads; every call stands for itself.</para>
/// </remarks>
public interface ITableStore
{
    /// <summary>The table's root: an absolute path or a URI, without a trailing slash.</summary>
    string Root { get; }

    /// <summary>
    /// A folder of this machine with the table's layout: new data files are staged in it and engines read from it. The
    /// root itself where the table is on this machine. Without a trailing slash.
    /// </summary>
    string LocalRoot { get; }

    /// <summary>
    /// Whether of several puts-if-absent to one path exactly one succeeds, over all processes and machines. Where that
    /// is not so, nothing may be committed.
    /// </summary>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <returns>True where it holds. A store that cannot know tries it out once and remembers.</returns>
    Task<bool> HasAtomicPutIfAbsentAsync(CancellationToken cancellationToken);

    /// <summary>Lists the files directly in a folder, ordered by name bytewise.</summary>
    /// <param name="folder">The folder; <c>""</c> for the root.</param>
    /// <param name="startAt">Only names that are not before this one; null for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The files; empty where there is no such folder. The store's own unfinished files are left out.</returns>
    Task<IReadOnlyList<StoredFile>> ListAsync(string folder, string? startAt, CancellationToken cancellationToken);

    /// <summary>Lists all files below a folder, in no order, a page at a time.</summary>
    /// <param name="folder">The folder; <c>""</c> for the root.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>
    /// The files, named by their paths from the table's root; none where there is no such folder. What a crash left
    /// unfinished is among them, so that a vacuum can find it. Links are listed as files and not followed.
    /// </returns>
    IAsyncEnumerable<StoredFile> ListAllAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Looks up one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <returns>Its path, size and time, or null where there is no such file.</returns>
    Task<StoredFile?> TryFindAsync(string path, CancellationToken cancellationToken);

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The bytes, or null where there is no such file.</returns>
    Task<byte[]?> TryReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>Reads a part of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">The first byte, from 0.</param>
    /// <param name="length">How many bytes, at least 0.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The bytes, fewer where the file ends before, none from its end on; null where there is no such
    /// file.</returns>
    Task<byte[]?> TryReadRangeAsync(string path, long offset, int length, CancellationToken cancellationToken);

    /// <summary>Writes a file that must not exist, durably.</summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops before the write; a write under way ends as it ends.</param>
    /// <returns>Whether this call made the file, it was there already, or that cannot be told.</returns>
    Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Writes a file, replacing what is there, whole and durably.</summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>When the file is durable.</returns>
    Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Brings a file of this machine into the table, whole and durably; its size has no bound.</summary>
    /// <param name="localFile">An absolute path. Where it is the file's place in the table already, nothing is
    /// done.</param>
    /// <param name="path">The file in the table, by a name that no other file ever has.</param>
    /// <param name="cancellationToken">Stops the copying; the file is then not there.</param>
    /// <returns>When the file is durable.</returns>
    Task UploadAsync(string localFile, string path, CancellationToken cancellationToken);

    /// <summary>Brings a file, which must never change, to this machine, if it is not here already.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>An absolute path below <see cref="LocalRoot"/>. A local store does not look whether the file
    /// exists.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    Task<string> LocateAsync(string path, CancellationToken cancellationToken);

    /// <summary>Deletes a file; no error where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops before the deletion.</param>
    /// <returns>When it is gone.</returns>
    Task DeleteAsync(string path, CancellationToken cancellationToken);
}
