namespace Lakehouse.Transform.Checks;

/// <summary>What a check found.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="Status">How it came out.</param>
/// <param name="FailingRows">How many rows failed; of a uniqueness, how many keys occur more than once.</param>
/// <param name="SamplePath">The file with up to a hundred of them, one JSON object a line; null where none failed.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Message">Why it could not run; otherwise null.</param>
public sealed record CheckResult(
    string Check,
    CheckSeverity Severity,
    CheckStatus Status,
    long FailingRows,
    string? SamplePath,
    TimeSpan Duration,
    string? Message);
