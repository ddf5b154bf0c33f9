using Lakehouse.Delta;

namespace Lakehouse.Matching;

/// <summary>Records cannot be matched as asked. Codes <c>LH6200</c> to <c>LH6299</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class MatchingException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause);
