namespace Lakehouse.Ingest.Csv;

/// <summary>Takes the records of a text file one after another.</summary>
internal interface IRecordSink
{
    /// <summary>Takes a record.</summary>
    /// <param name="bytes">The record without its line end; valid during the call only.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="fields">Where its fields stand in <paramref name="bytes"/>, quotes included; valid during the call only.</param>
    void Accept(ReadOnlySpan<byte> bytes, RecordPlace place, RecordFault fault, IReadOnlyList<Range> fields);
}
