namespace Lakehouse.Delta.Log;

/// <summary>What a file in <c>_delta_log</c> is, told by the exact grammar of its name.</summary>
internal enum LogFileKind
{
    /// <summary>A commit: <c>%020d.json</c>.</summary>
    Commit,

    /// <summary>A classic checkpoint in one file: <c>%020d.checkpoint.parquet</c>.</summary>
    Checkpoint,

    /// <summary>A part of a classic checkpoint: <c>%020d.checkpoint.%010d.%010d.parquet</c>.</summary>
    CheckpointPart,

    /// <summary>A version 2 checkpoint: <c>%020d.checkpoint.&lt;uuid&gt;.{json,parquet}</c>.</summary>
    NamedCheckpoint,

    /// <summary>Several commits in one: <c>%020d.%020d.compacted.json</c>.</summary>
    Compacted,

    /// <summary>A version checksum: <c>%020d.crc</c>.</summary>
    Checksum,
}
