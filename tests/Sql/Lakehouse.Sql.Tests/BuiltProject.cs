using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Project;
using Lakehouse.Publish;
using Lakehouse.Runs;
using Lakehouse.Testing;

namespace Lakehouse.Sql.Tests;

/// <summary>A project that was run into a warehouse of its own, and a reader of what it published.</summary>
public sealed class BuiltProject : IAsyncDisposable
{
    private readonly TemporaryFolder _warehouse = new();
    private readonly ProjectLakehouse _lakehouse;
    private DuckDbEngine? _readerEngine;
    private IEngineSession? _reader;

    /// <summary>Opens a project.</summary>
    /// <param name="projectFolder">Its folder.</param>
    /// <param name="landingFolder">What the variable <c>landing</c> names.</param>
    public BuiltProject(string projectFolder, string landingFolder)
    {
        Project = LakehouseProject.Open(projectFolder, new ProjectChoices
        {
            ReferenceFolder = Repository.Root,
            WarehouseFolder = _warehouse.FullPath,
            Variables = new Dictionary<string, string> { ["landing"] = landingFolder },
        });
        _lakehouse = new ProjectLakehouse(Project, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), "Lakehouse/test");
    }

    public LakehouseProject Project { get; }

    public string CatalogPath => Path.Combine(_warehouse.FullPath, DuckDbCatalogFile.FileName);

    public Task<RunReport> RunAsync() =>
        new LakehouseRun(_lakehouse).ExecuteAsync(new RunRequest { Project = Project }, progress: null, CancellationToken.None);

    /// <summary>Reads rows of the published release, values joined by <c>|</c>.</summary>
    /// <param name="sql">One query.</param>
    /// <returns>The rows.</returns>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        if (_reader is null)
        {
            _readerEngine = new DuckDbEngine(new DuckDbOptions());
            _reader = await _readerEngine.OpenSessionAsync(CancellationToken.None);
            await _reader.ExecuteAsync($"attach '{CatalogPath}' as published (read_only); use published;", CancellationToken.None);
        }

        RowSet rows = await _reader.QueryAsync(sql, 100_000, CancellationToken.None);
        return [.. rows.Rows.Select(row => string.Join('|', row.Select(Text)))];
    }

    /// <summary>Reads rows of tables that no release publishes, such as <c>ops.ingestion_batch</c>.</summary>
    /// <param name="sql">One query.</param>
    /// <param name="tables">The tables that it reads.</param>
    /// <returns>The rows, values joined by <c>|</c>.</returns>
    public async Task<IReadOnlyList<string>> QueryTablesAsync(string sql, params string[] tables)
    {
        await using IEngineSession session = await _lakehouse.Engine.OpenSessionAsync(CancellationToken.None);
        foreach (TableName name in tables.Select(TableName.Parse))
        {
            await session.BindAsync(name, (await _lakehouse.Table(name).TryLoadAsync(CancellationToken.None))!, CancellationToken.None);
        }

        RowSet rows = await session.QueryAsync(sql, 100_000, CancellationToken.None);
        return [.. rows.Rows.Select(row => string.Join('|', row.Select(Text)))];
    }

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null)
        {
            await _reader.DisposeAsync();
            await _readerEngine!.DisposeAsync();
        }

        await _lakehouse.DisposeAsync();
        _warehouse.Dispose();
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
