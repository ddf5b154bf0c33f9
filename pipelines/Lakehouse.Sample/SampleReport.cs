namespace Lakehouse.Sample;

/// <summary>What was written.</summary>
/// <param name="Folder">The landing folder, absolute.</param>
/// <param name="Files">Every extract file, in the order of their names; truth files are not among them.</param>
/// <param name="RowsByEntity">
/// Rows delivered by entity, named <c>source.entity</c> as in the contracts, malformed rows included.
/// </param>
/// <param name="PlantedFlaws">How often each kind of flaw was planted, by the name it has in <c>truth/summary.json</c>.</param>
public sealed record SampleReport(
    string Folder,
    IReadOnlyList<SampleFile> Files,
    IReadOnlyDictionary<string, long> RowsByEntity,
    IReadOnlyDictionary<string, long> PlantedFlaws)
{
    /// <summary>All rows delivered, malformed and re-delivered ones included.</summary>
    public long DeliveredRows => Files.Sum(file => file.DeliveredRows);
}

/// <summary>An extract file.</summary>
/// <param name="Entity">The entity, <c>source.entity</c>.</param>
/// <param name="Path">The path below the landing folder, with <c>/</c>.</param>
/// <param name="DeliveredRows">Its rows without the header, malformed ones included.</param>
/// <param name="MalformedRows">Its rows that no reader can take as they are.</param>
/// <param name="SizeBytes">Its size in bytes.</param>
public sealed record SampleFile(string Entity, string Path, long DeliveredRows, long MalformedRows, long SizeBytes);
