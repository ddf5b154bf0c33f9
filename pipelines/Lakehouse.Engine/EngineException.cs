using Lakehouse.Delta;

namespace Lakehouse.Engine;

/// <summary>An engine cannot do what was asked. Codes <c>LH2000</c> to <c>LH2999</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class EngineException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause);
