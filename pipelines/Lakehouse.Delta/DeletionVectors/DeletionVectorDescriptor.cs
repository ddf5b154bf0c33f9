using System.Globalization;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Where the deletion vector of a data file is, and what it must hold.</summary>
/// <param name="StorageType"><c>u</c>: a file below the table root that an id names; <c>p</c>: a file with an absolute
/// path; <c>i</c>: within the log itself.</param>
/// <param name="PathOrInline">For <c>u</c> an optional folder and the id in Z85; for <c>p</c> the path, decoded nothing;
/// for <c>i</c> the vector in Z85.</param>
/// <param name="Offset">Bytes before the vector in its file; null for <c>i</c>, and for a file that begins with
/// it.</param>
/// <param name="SizeInBytes">Bytes of the vector, without its length and checksum.</param>
/// <param name="Cardinality">How many rows are deleted.</param>
public sealed record DeletionVectorDescriptor(
    string StorageType,
    string PathOrInline,
    int? Offset,
    int SizeInBytes,
    long Cardinality
)
{
    /// <summary>What tells two vectors apart; with the file's path it makes the identity of a logical file.</summary>
    public string UniqueId =>
        Offset is { } offset
            ? string.Create(CultureInfo.InvariantCulture, $"{StorageType}{PathOrInline}@{offset}")
            : StorageType + PathOrInline;

    /// <summary>Whether the log itself holds the vector.</summary>
    public bool IsInline => StorageType == "i";
}
