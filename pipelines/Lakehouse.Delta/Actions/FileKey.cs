namespace Lakehouse.Delta.Actions;

/// <summary>What makes a logical file: its decoded path and the id of its deletion vector.</summary>
internal static class FileKey
{
    /// <summary>The key as one string; without a deletion vector it is the path itself.</summary>
    internal static string Of(string path, string? deletionVectorId) =>
        deletionVectorId is null ? path : $"{path}\n{deletionVectorId}";
}
