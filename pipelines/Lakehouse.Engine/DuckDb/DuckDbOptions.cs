using Lakehouse.Delta;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Engine.DuckDb;

/// <summary>How DuckDB runs in this process.</summary>
public sealed record DuckDbOptions
{
    /// <summary>
    /// The memory that DuckDB may use, in its own notation (<c>4GB</c>); null: DuckDB's own default, 80 % of the
    /// machine.
    /// </summary>
    public string? MemoryLimit { get; init; }

    /// <summary>Threads, at least 1; null: one a core.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// The folder in which the engine makes one of its own to spill to, deleted at the end; null: the system's
    /// temporary folder.
    /// </summary>
    public string? TempFolder { get; init; }

    /// <summary>
    /// The folder with <c>duckdb.sql</c>, which defines the <c>lh_</c> functions; null: none are defined.
    /// </summary>
    public string? FunctionsFolder { get; init; }

    /// <summary>
    /// Whether rows without an ORDER BY keep the order of their source. Default: true, which makes equal runs write
    /// equal files. False is faster and takes half the memory on large copies.
    /// </summary>
    public bool PreserveInsertionOrder { get; init; } = true;

    /// <summary>Gives staged files their names; null: ids of version 7 from <see cref="Clock"/>.</summary>
    public IIdSource? Ids { get; init; }

    /// <summary>
    /// Brings the data files of remote tables to this machine before they are read; null: all tables are here.
    /// </summary>
    public IDataFiles? DataFiles { get; init; }

    /// <summary>Drives progress reports and ids.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
