using Lakehouse.Delta.Schema;

namespace Lakehouse.Ingest.Inference;

/// <summary>A column as extracts have it.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Type">The narrowest type that every value is of.</param>
/// <param name="Values">Values that are not blank.</param>
/// <param name="DistinctValues">How many different ones.</param>
/// <param name="Example">One of them; null where there is none.</param>
public sealed record InferredColumn(string Name, DataType Type, long Values, long DistinctValues, string? Example);
