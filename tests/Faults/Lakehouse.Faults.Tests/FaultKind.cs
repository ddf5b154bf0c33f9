namespace Lakehouse.Faults.Tests;

/// <summary>What happens at one I/O of an operation.</summary>
public enum FaultKind
{
    /// <summary>The store refuses; nothing happened.</summary>
    Fails,

    /// <summary>It happened, and the store says that it failed.</summary>
    FailsAfterwards,

    /// <summary>A put happened, and its answer is lost.</summary>
    LosesAnswer,

    /// <summary>A put did not happen, and the caller cannot know.</summary>
    LosesRequest,

    /// <summary>A put without an answer happens a few I/Os later.</summary>
    ArrivesLate,

    /// <summary>The process dies while it writes; half a hidden file is left.</summary>
    Tears,

    /// <summary>The process dies before the I/O.</summary>
    Dies,

    /// <summary>The process dies after the I/O has happened.</summary>
    DiesAfterwards,

    /// <summary>The I/O is slow, and another writer appends meanwhile.</summary>
    Delays,
}
