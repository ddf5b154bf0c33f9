namespace Lakehouse.Delta.Stores;

/// <summary>A file in a listing.</summary>
/// <param name="Name">The name within the listed folder, or the path from the table's root where a call says so.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="ModifiedAt">When it was last written.</param>
public sealed record StoredFile(string Name, long SizeBytes, DateTimeOffset ModifiedAt);
