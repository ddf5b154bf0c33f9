using Lakehouse.Delta;

namespace Lakehouse.Cli;

/// <summary>A command line that cannot be done as written. Codes <c>LH9000</c> to <c>LH9999</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class CliException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause)
{
    /// <summary>Whether the command line itself is at fault (codes <c>LH9000</c> to <c>LH9049</c>, exit code 2).</summary>
    public bool IsWrongUse => string.CompareOrdinal(Code, "LH9050") < 0;
}
