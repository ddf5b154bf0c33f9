using Lakehouse.Delta;

namespace Lakehouse.Runs;

/// <summary>A run cannot start or end as asked. Codes <c>LH7000</c> to <c>LH7099</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class RunException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause);
