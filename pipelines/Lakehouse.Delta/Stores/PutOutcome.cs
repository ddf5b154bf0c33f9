namespace Lakehouse.Delta.Stores;

/// <summary>What became of a put-if-absent. Each case is expected; a refusal by the system throws instead.</summary>
public abstract record PutOutcome
{
    private PutOutcome() { }

    /// <summary>The call made the file.</summary>
    public sealed record Put : PutOutcome
    {
        /// <summary>The one value.</summary>
        public static Put Instance { get; } = new();
    }

    /// <summary>
    /// The file was there. A store that repeats a request by itself may have found its own first one.
    /// </summary>
    public sealed record Exists : PutOutcome
    {
        /// <summary>The one value.</summary>
        public static Exists Instance { get; } = new();
    }

    /// <summary>
    /// The request was sent and its answer is missing: the file may be there, or come later. The same put repeated,
    /// and the file read where that finds one, settles it.
    /// </summary>
    /// <param name="Cause">What happened instead of an answer.</param>
    public sealed record Unknown(Exception Cause) : PutOutcome;
}
