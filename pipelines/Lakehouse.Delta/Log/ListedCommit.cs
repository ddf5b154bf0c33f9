namespace Lakehouse.Delta.Log;

/// <summary>A commit as a listing shows it.</summary>
/// <param name="Version">The version.</param>
/// <param name="ModifiedAt">When its file was written.</param>
internal sealed record ListedCommit(TableVersion Version, DateTimeOffset ModifiedAt);
