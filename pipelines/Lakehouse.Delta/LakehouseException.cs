namespace Lakehouse.Delta;

/// <summary>
/// A failure that the product foresees and explains: what was found, where, what was expected, and what to do next.
/// </summary>
/// <remarks>
/// Every assembly family derives its own sealed type. Codes are stable and searchable: <c>LH1xxx</c> tables,
/// <c>LH2xxx</c> engines, <c>LH3xxx</c> ingest, <c>LH4xxx</c> transform, <c>LH5xxx</c> project,
/// <c>LH6xxx</c> publish, <c>LH7xxx</c> runs and schedules, <c>LH8xxx</c> sample, <c>LH9xxx</c> command line.
/// The message has the form <c>LH1203: found X at PLACE, expected Y. Next step.</c>
/// </remarks>
public abstract class LakehouseException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="code">The stable code, <c>LH</c> and four digits.</param>
    /// <param name="found">What was found, where, and what was expected: whole sentences without the code.</param>
    /// <param name="nextStep">What the reader can do now, one sentence.</param>
    /// <param name="cause">The failure underneath, or null.</param>
    protected LakehouseException(string code, string found, string nextStep, Exception? cause = null)
        : base($"{code}: {found} {nextStep}", cause)
    {
        Code = code;
        Found = found;
        NextStep = nextStep;
    }

    /// <summary>The stable code, for example <c>LH1203</c>.</summary>
    public string Code { get; }

    /// <summary>What was found, where, and what was expected.</summary>
    public string Found { get; }

    /// <summary>What the reader can do now.</summary>
    public string NextStep { get; }

    /// <summary>
    /// Whether the same call may succeed later without any change. False unless a derived type says so.
    /// </summary>
    public virtual bool IsTransient => false;
}
