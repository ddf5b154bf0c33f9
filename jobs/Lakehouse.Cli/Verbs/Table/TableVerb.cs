namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table</c>: any Delta table by its path, without a project.</summary>
internal sealed class TableVerb : VerbGroup
{
    /// <inheritdoc/>
    internal override string Name => "table";

    /// <inheritdoc/>
    internal override string Summary => "Look at and care for one Delta table, named by its folder.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "No project is needed: PATH is the folder that holds _delta_log, whatever software wrote it, or s3://bucket/folder; the usual AWS_ "
        + "variables say how a bucket is reached, and data files are kept in the folder that LAKEHOUSE_CACHE names. A table that needs a feature which "
        + "is not read, or whose log is damaged, is refused with a code and exit code 1.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table info warehouse/gold/win_loss", "protocol, features, columns, files and rows"),
        new("table scan warehouse/gold/win_loss --where \"won_count > 10\"", "the rows that a condition finds"),
        new("table export warehouse/gold/win_loss rows.parquet --version 3", "the rows of a version as one file"),
        new("table set warehouse/gold/win_loss delta.appendOnly=true", "rows only come from now on"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Verbs => field ??=
    [
        new TableInfoVerb(),
        new TableScanVerb(),
        new TableExportVerb(),
        new TableHistoryVerb(),
        new TableOptimizeVerb(),
        new TableRestoreVerb(),
        new TableCloneVerb(),
        new TableCheckpointVerb(),
        new TableVacuumVerb(),
        new TableSetVerb(),
        new TableUnsetVerb(),
        new TableConstraintVerb(),
    ];
}
