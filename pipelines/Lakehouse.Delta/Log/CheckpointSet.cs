namespace Lakehouse.Delta.Log;

/// <summary>A complete checkpoint: one file, or all parts.</summary>
/// <param name="Version">The version whose state it holds.</param>
/// <param name="Files">The files, in order of their parts.</param>
internal sealed record CheckpointSet(TableVersion Version, IReadOnlyList<LogFile> Files);
