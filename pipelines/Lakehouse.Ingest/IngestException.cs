using Lakehouse.Delta;

namespace Lakehouse.Ingest;

/// <summary>A source cannot be landed as its contract says. Codes <c>LH3000</c> to <c>LH3999</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class IngestException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause);
