using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;

namespace Lakehouse.Cli.Tables;

/// <summary>Requires that a commit which a person asked for went through.</summary>
internal static class CommittedVersion
{
    /// <summary>The version that a commit made.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="root">The table.</param>
    /// <returns>The version.</returns>
    /// <exception cref="CliException"><c>LH9072</c>: another writer was first.</exception>
    /// <exception cref="Delta.DeltaException"><c>LH1502</c>: it is not known what became of it.</exception>
    internal static TableVersion Of(WriteOutcome outcome, string root) => outcome switch
    {
        WriteOutcome.Committed committed => committed.Version,
        WriteOutcome.Unknown unknown => throw unknown.ToFailure(),
        WriteOutcome.Conflicted conflicted => throw new CliException(
            "LH9072",
            $"found version {conflicted.Winner} of '{root}' by another writer, which stands against this one ({conflicted.Reason}).",
            "Run the command again."),
        _ => throw new CliException("LH9072", $"found that the commit to '{root}' was made before.", "Look at 'table history'."),
    };
}
