namespace Lakehouse.Ingest.Csv;

/// <summary>Where a record stands in a file.</summary>
/// <param name="Line">The line on which it begins, from 1, counting every line end of the file.</param>
/// <param name="Offset">Bytes of decoded UTF-8 before it.</param>
/// <param name="Length">Its bytes, without the line end.</param>
internal readonly record struct RecordPlace(long Line, long Offset, int Length);
