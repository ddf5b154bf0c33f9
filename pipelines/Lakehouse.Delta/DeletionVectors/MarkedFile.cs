using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>A data file that stays while rows of it go: the same file with another deletion vector.</summary>
/// <param name="Before">The file as the snapshot has it.</param>
/// <param name="After">The file with the vector of all its deleted rows.</param>
public sealed record MarkedFile(AddFile Before, AddFile After);
