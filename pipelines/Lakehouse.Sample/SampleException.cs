using Lakehouse.Delta;

namespace Lakehouse.Sample;

/// <summary>The sample company's extracts cannot be written as asked. Codes <c>LH8000</c> to <c>LH8999</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class SampleException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause);
