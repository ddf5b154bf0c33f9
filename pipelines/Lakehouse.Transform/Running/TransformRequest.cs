using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Selection;

namespace Lakehouse.Transform.Running;

/// <summary>What to build, and with what.</summary>
public sealed record TransformRequest
{
    /// <summary>The project.</summary>
    public required LakehouseProject Project { get; init; }

    /// <summary>The engine that runs the SQL; it is started only when a step has to be built.</summary>
    public required IEngine Engine { get; init; }

    /// <summary>The parser; it is asked only about SQL that the warehouse's cache does not know.</summary>
    public required ISqlReader SqlReader { get; init; }

    /// <summary>Opens the Delta table of a name, at <see cref="LakehouseProject.TableFolder"/>.</summary>
    public required Func<TableName, DeltaTable> Tables { get; init; }

    /// <summary>The run's id, unique in the warehouse and fit for a folder's name.</summary>
    public required string RunId { get; init; }

    /// <summary>The instant that the run takes as now: <c>$as_of</c>.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Which steps; default: all.</summary>
    public StepSelection Selection { get; init; } = StepSelection.All;

    /// <summary>Whether to build every selected step from scratch, whatever its fingerprint.</summary>
    public bool Full { get; init; }

    /// <summary>How many steps may be built at a time, at least 1. Default: 2, because DuckDB itself uses every core.</summary>
    public int Parallelism { get; init; } = 2;

    /// <summary>Tables that models may read beside the project's own, such as <c>ops.ingestion_batch</c>, with their columns.</summary>
    public IReadOnlyDictionary<TableName, StructType> OtherTables { get; init; } = new Dictionary<TableName, StructType>();

    /// <summary>Tells the time of steps.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the releases are written; null: the project's warehouse folder.</summary>
    public ITableStore? Warehouse { get; init; }

    /// <summary>What somebody typed, for the history; may be empty.</summary>
    public string Command { get; init; } = string.Empty;

    /// <summary>What started the run, for the history: <c>manual</c> or <c>schedule:NAME</c>; may be empty.</summary>
    public string Trigger { get; init; } = string.Empty;

    /// <summary>The product's version, for the history.</summary>
    public string ProductVersion { get; init; } = string.Empty;
}
