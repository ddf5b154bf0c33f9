namespace Lakehouse.Cli.Doctor;

/// <summary>What an examination found.</summary>
/// <param name="Check">What was looked at, one or two words.</param>
/// <param name="Health">How it is.</param>
/// <param name="What">What was found, without a full stop.</param>
/// <param name="NextStep">What to do, a sentence; null where nothing.</param>
internal sealed record Finding(string Check, Health Health, string What, string? NextStep = null);

/// <summary>How something is.</summary>
internal enum Health
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and wants a look.</summary>
    Warn,

    /// <summary>A run would not work.</summary>
    Fail,
}
