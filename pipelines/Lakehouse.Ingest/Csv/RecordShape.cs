namespace Lakehouse.Ingest.Csv;

/// <summary>One record at the start of some bytes.</summary>
/// <param name="Length">How many bytes it takes, its line end included; 0: more bytes are needed to tell.</param>
/// <param name="ContentLength">How many of them are the record itself.</param>
/// <param name="FieldCount">Its fields; meaningless where <paramref name="Fault"/> is about quotes or line ends.</param>
/// <param name="Fault">What is wrong with it.</param>
internal readonly record struct RecordShape(int Length, int ContentLength, int FieldCount, RecordFault Fault)
{
    /// <summary>More bytes are needed.</summary>
    public static RecordShape Incomplete => default;

    /// <summary>Whether the line holds nothing at all.</summary>
    public bool IsBlank => ContentLength == 0;
}
