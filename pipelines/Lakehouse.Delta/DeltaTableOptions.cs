using Lakehouse.Delta.Checkpoints;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta;

/// <summary>What a table needs from its surroundings.</summary>
public sealed record DeltaTableOptions
{
    /// <summary>Reads and writes checkpoint files.</summary>
    public required ICheckpointFiles Checkpoints { get; init; }

    /// <summary>The clock of commit timestamps.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Ids of tables and commits. Null: time-ordered ids from <see cref="Clock"/>.</summary>
    public IIdSource? Ids { get; init; }

    /// <summary>The writer's name in <c>commitInfo.engineInfo</c>.</summary>
    public string EngineInfo { get; init; } = "Lakehouse";

    /// <summary>
    /// Told when a checkpoint after a commit could not be written. The commit stands; the next interval tries again.
    /// Null: nobody is told. Must not throw.
    /// </summary>
    public Action<TableVersion, Exception>? CheckpointFailed { get; init; }

    /// <summary>How often a commit is tried again after it lost a race, at least 0.</summary>
    public int MaxCommitRetries { get; init; } = 100;
}
