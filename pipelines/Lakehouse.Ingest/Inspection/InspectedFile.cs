using Lakehouse.Ingest.Files;

namespace Lakehouse.Ingest.Inspection;

/// <summary>A file after its inspection.</summary>
/// <param name="File">The file.</param>
/// <param name="Sha256">The hash of its bytes.</param>
/// <param name="Inspection">What was found; null when it is refused.</param>
/// <param name="Refusal">Why nothing of it can land; null when it can.</param>
internal sealed record InspectedFile(LandedFile File, string Sha256, FileInspection? Inspection, IngestException? Refusal);
