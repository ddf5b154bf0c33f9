namespace Lakehouse.Transform.Checks;

/// <summary>How a check came out.</summary>
public enum CheckStatus
{
    /// <summary>No row failed.</summary>
    Passed,

    /// <summary>Rows failed, and its severity is a warning.</summary>
    Warned,

    /// <summary>Rows failed, and its severity is an error.</summary>
    Failed,

    /// <summary>The check itself could not run; the rows are not committed, whatever the severity.</summary>
    Broken,
}
