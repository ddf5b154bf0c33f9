using Lakehouse.Delta;

namespace Lakehouse.Scheduler;

/// <summary>A schedule cannot be read or kept. Codes <c>LH7100</c> to <c>LH7199</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class ScheduleException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause);
