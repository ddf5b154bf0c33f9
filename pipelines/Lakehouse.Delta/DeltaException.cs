namespace Lakehouse.Delta;

/// <summary>A Delta table cannot be read or written as asked. Codes <c>LH1000</c> to <c>LH1999</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class DeltaException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause);
