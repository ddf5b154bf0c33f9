namespace Lakehouse.Ingest.Preparation;

/// <summary>A copy of a text file that the engine reads in place of the file: well-formed records only, each with its place.</summary>
/// <remarks>
/// Plain CSV in UTF-8 without a header: line, offset and length of the record in the original, then the original's
/// columns, every value quoted. What cannot be read as a record stands in the rejects file instead.
/// </remarks>
/// <param name="Path">The copy.</param>
/// <param name="RejectsPath">The rejects file, in the form of <see cref="RejectsFile"/>.</param>
internal sealed record PreparedFile(string Path, string RejectsPath)
{
    /// <summary>The copy's column with the line on which the record begins.</summary>
    public const string Line = "_line";

    /// <summary>The copy's column with the bytes of decoded UTF-8 before the record.</summary>
    public const string Offset = "_offset";

    /// <summary>The copy's column with the record's bytes.</summary>
    public const string Length = "_length";
}
