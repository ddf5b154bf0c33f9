namespace Lakehouse.Engine.DuckDb;

/// <summary>How DuckDB runs in this process.</summary>
public sealed record DuckDbOptions
{
    /// <summary>The memory that DuckDB may use, in its own notation (<c>4GB</c>); null: DuckDB's own default, 80 % of the machine.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>Threads; null: one a core.</summary>
    public int? Threads { get; init; }

    /// <summary>Where DuckDB spills to; null: a folder of this process under the system's temporary folder, deleted at the end.</summary>
    public string? TempFolder { get; init; }

    /// <summary>The folder with <c>duckdb.sql</c>, which defines the <c>lh_</c> functions; null: none are defined.</summary>
    public string? FunctionsFolder { get; init; }
}
