namespace Lakehouse.Project;

/// <summary>What happens to a column that a file has and the contract has not.</summary>
public enum NewColumnPolicy
{
    /// <summary>It lands as text, the table gains the column, and the run says so.</summary>
    Evolve,

    /// <summary>It is left out of the table, and the run says so.</summary>
    Ignore,

    /// <summary>The file is refused.</summary>
    Freeze,
}
