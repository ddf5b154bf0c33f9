namespace Lakehouse.Delta.Tests.Faults;

/// <summary>How an I/O fails.</summary>
public enum FaultKind
{
    /// <summary>It throws and nothing happened.</summary>
    Fails,

    /// <summary>It happened, and then throws: the caller cannot know.</summary>
    FailsAfterwards,

    /// <summary>The process dies: this and every later I/O throws, and half a hidden file may be left.</summary>
    Dies,
}
