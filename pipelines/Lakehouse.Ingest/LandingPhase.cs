namespace Lakehouse.Ingest;

/// <summary>What a landing does at the moment.</summary>
public enum LandingPhase
{
    /// <summary>Rows are read from a database.</summary>
    Extracting,

    /// <summary>Files are read, hashed and counted.</summary>
    Inspecting,

    /// <summary>Rows that do not fit are looked for.</summary>
    Diagnosing,

    /// <summary>Rows are written.</summary>
    Loading,

    /// <summary>Rows become visible.</summary>
    Committing,
}
