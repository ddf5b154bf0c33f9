using System.Text;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Files;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Inspection;

/// <summary>What one pass over a file has found.</summary>
internal sealed record FileInspection
{
    /// <summary>The file.</summary>
    public required LandedFile File { get; init; }

    /// <summary>The hash of its bytes, lower case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its format.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Whether it is packed with gzip.</summary>
    public bool IsGzip { get; init; }

    /// <summary>Its encoding; null for UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Its columns: the header's names, the objects' names in the order of first appearance, or Parquet's top columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>CSV: its header.</summary>
    public CsvHeader? Header { get; init; }

    /// <summary>What was counted in it; Parquet: its rows by its footer.</summary>
    public required RecordCounts Counts { get; init; }

    /// <summary>Whether the engine must not read it as it is.</summary>
    public bool NeedsPreparation { get; init; }

    /// <summary>CSV: which columns the engine's own reader may parse, by their place in the file; empty: none.</summary>
    public IReadOnlyList<bool> PlainColumns { get; init; } = [];

    /// <summary>Whether the scan saw that no two records have the same key. False also where nobody looked.</summary>
    public bool HasUniqueKeys { get; init; }

    /// <summary>Whether a value may begin with a blank, or be nothing else.</summary>
    public bool MayHaveLeadingBlanks => Kind != FileKind.Csv || Counts.MayHaveLeadingBlanks;

    /// <summary>Opens it as UTF-8.</summary>
    /// <returns>The stream.</returns>
    public Stream OpenDecoded() => DecodedFile.Open(File.FullPath, IsGzip, Encoding);
}
