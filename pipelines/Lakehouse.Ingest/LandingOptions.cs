using Lakehouse.Delta;
using Lakehouse.Engine;

namespace Lakehouse.Ingest;

/// <summary>What a landing needs from its surroundings.</summary>
public sealed record LandingOptions
{
    /// <summary>The warehouse: an absolute path. Hints and temporary copies go to its folder <c>.cache</c>.</summary>
    public required string WarehouseFolder { get; init; }

    /// <summary>Opens a table of the warehouse; it need not exist.</summary>
    public required Func<TableName, DeltaTable> Tables { get; init; }

    /// <summary>Reads the files and writes Parquet. Must be DuckDB.</summary>
    public required IEngine Engine { get; init; }

    /// <summary>The run's id, recorded with every batch.</summary>
    public required string RunId { get; init; }

    /// <summary>The clock of <c>_ingested_at</c> and of the batches. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Names the folder of temporary copies. Null: time-ordered ids from <see cref="Clock"/>.</summary>
    public IIdSource? Ids { get; init; }
}
