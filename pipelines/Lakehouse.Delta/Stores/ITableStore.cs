namespace Lakehouse.Delta.Stores;

/// <summary>The files of one table. Paths are relative to its root, decoded, with <c>/</c> between folders.</summary>
/// <remarks>
/// The contract that the commit protocol rests on: a put is visible whole or not at all; of several puts-if-absent
/// to one path exactly one succeeds; a listing shows every put that succeeded before it began.
/// </remarks>
public interface ITableStore
{
    /// <summary>The table's root: an absolute path or a URI, without a trailing slash.</summary>
    string Root { get; }

    /// <summary>Lists the files directly in a folder, ordered by name bytewise.</summary>
    /// <param name="folder">The folder; <c>""</c> for the root.</param>
    /// <param name="startAt">Only names that are not before this one; null for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The files; empty where there is no such folder.</returns>
    Task<IReadOnlyList<StoredFile>> ListAsync(string folder, string? startAt, CancellationToken cancellationToken);

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The bytes, or null where there is no such file.</returns>
    Task<byte[]?> TryReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>Writes a file that must not exist, durably.</summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops before the write; a write under way ends as it ends.</param>
    /// <returns>True when this call made the file; false when it was there already.</returns>
    Task<bool> TryPutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Writes a file, replacing what is there, whole and durably.</summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>When the file is durable.</returns>
    Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Deletes a file; no error where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops before the deletion.</param>
    /// <returns>When it is gone.</returns>
    Task DeleteAsync(string path, CancellationToken cancellationToken);
}
