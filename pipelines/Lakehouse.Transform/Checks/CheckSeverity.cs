namespace Lakehouse.Transform.Checks;

/// <summary>What a failing check does.</summary>
public enum CheckSeverity
{
    /// <summary>The rows are not committed.</summary>
    Error,

    /// <summary>The rows are committed and the run says so.</summary>
    Warn,
}
