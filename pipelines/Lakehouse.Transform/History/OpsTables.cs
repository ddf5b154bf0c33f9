using Lakehouse.Delta.Schema;
using Lakehouse.Engine;

namespace Lakehouse.Transform.History;

/// <summary>The tables that hold what runs did.</summary>
public static class OpsTables
{
    private static readonly DataType Text = new PrimitiveType(PrimitiveKind.String);
    private static readonly DataType Number = new PrimitiveType(PrimitiveKind.Long);
    private static readonly DataType Instant = new PrimitiveType(PrimitiveKind.Timestamp);

    /// <summary><c>ops.run</c>: one row a run.</summary>
    public static TableName Run { get; } = new("ops", "run");

    /// <summary><c>ops.run_step</c>: one row a run and selected step.</summary>
    public static TableName RunStep { get; } = new("ops", "run_step");

    /// <summary><c>ops.check_result</c>: one row a run and check that ran.</summary>
    public static TableName CheckResult { get; } = new("ops", "check_result");

    /// <summary>The columns of <see cref="Run"/>.</summary>
    public static StructType RunSchema { get; } = new(
    [
        new("run_id", Text),
        new("as_of", Instant),
        new("started_at", Instant),
        new("finished_at", Instant),
        new("command", Text),
        new("selection", Text),
        new("status", Text),
        new("step_count", Number),
        new("built_count", Number),
        new("warned_count", Number),
        new("unchanged_count", Number),
        new("reused_count", Number),
        new("failed_count", Number),
        new("skipped_count", Number),
        new("engine", Text),
        new("product_version", Text),
        new("release", Number),
        new("release_reason", Text),
        new("trigger", Text),
    ]);

    /// <summary>The columns of <see cref="RunStep"/>.</summary>
    public static StructType RunStepSchema { get; } = new(
    [
        new("run_id", Text),
        new("step", Text),
        new("kind", Text),
        new("status", Text),
        new("reason", Text),
        new("row_count", Number),
        new("file_count", Number),
        new("size_bytes", Number),
        new("version", Number),
        new("duration_ms", Number),
        new("error_code", Text),
        new("message", Text),
    ]);

    /// <summary>The columns of <see cref="CheckResult"/>.</summary>
    public static StructType CheckResultSchema { get; } = new(
    [
        new("run_id", Text),
        new("step", Text),
        new("check_name", Text),
        new("severity", Text),
        new("status", Text),
        new("failing_rows", Number),
        new("sample_path", Text),
        new("duration_ms", Number),
        new("message", Text),
    ]);

    /// <summary>The columns of one of these tables.</summary>
    /// <param name="name">The table.</param>
    /// <returns>The columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The name is none of these tables.</exception>
    public static StructType SchemaOf(TableName name) => name switch
    {
        _ when name == Run => RunSchema,
        _ when name == RunStep => RunStepSchema,
        _ when name == CheckResult => CheckResultSchema,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No table of runs has that name."),
    };
}
