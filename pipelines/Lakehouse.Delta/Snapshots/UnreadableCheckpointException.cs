namespace Lakehouse.Delta.Snapshots;

/// <summary>
/// Says to the replay that one checkpoint cannot be read, so that it tries the next way. Never leaves it.
/// </summary>
// why: it passes between two methods of one class.
#pragma warning disable CA1064, S3871
internal sealed class UnreadableCheckpointException(DeltaException failure) : Exception(failure.Message, failure)
{
    /// <summary>What to throw when there is no other way.</summary>
    internal DeltaException Failure => failure;
}
