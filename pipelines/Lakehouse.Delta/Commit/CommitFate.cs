namespace Lakehouse.Delta.Commit;

/// <summary>What became of the put of a commit.</summary>
internal abstract record CommitFate
{
    private CommitFate() { }

    /// <summary>The commit is in the log.</summary>
    internal sealed record Own : CommitFate
    {
        internal static Own Instance { get; } = new();
    }

    /// <summary>Another writer has the version, and this put can never take effect.</summary>
    internal sealed record Taken : CommitFate
    {
        internal static Taken Instance { get; } = new();
    }

    /// <summary>It may be in the log, or come later.</summary>
    internal sealed record Unknown(Exception Cause) : CommitFate;
}
