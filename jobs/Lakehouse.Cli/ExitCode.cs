namespace Lakehouse.Cli;

/// <summary>What the process tells its caller. The numbers are a contract with scripts.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    internal const int Done = 0;

    /// <summary>A failure that the product foresees: a check, a model, a source.</summary>
    internal const int HandledFailure = 1;

    /// <summary>Wrong use of the command, a stop by the user, or a crash.</summary>
    internal const int WrongUseOrCrash = 2;
}
