using System.Globalization;
using DuckDB.NET.Data;
using Lakehouse.Delta;
using Lakehouse.Engine.DuckDb.Running;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb;

/// <summary>
/// The one in-memory DuckDB of an engine. Sessions share its memory limit, its threads and its <c>lh_</c> functions;
/// each has an attached database of its own, so what one binds, another does not see.
/// </summary>
internal sealed class DuckDbInstance(DuckDbOptions options, IIdSource ids) : IDisposable
{
    private readonly Lock _gate = new();
    private DuckDBConnection? _root;
    private string? _tempFolder;
    private int _sessionCount;
    private bool _isDisposed;

    /// <summary>Opens a connection with a database of its own.</summary>
    /// <returns>The connection; who asks closes it with <see cref="CloseSession"/>.</returns>
    public (DuckDBConnection Connection, string Catalog) OpenSession()
    {
        lock (_gate)
        {
            DuckDBConnection connection = Duplicate();
            string catalog = string.Create(CultureInfo.InvariantCulture, $"session_{++_sessionCount}");
            connection.Run(
                $"""
                attach ':memory:' as {catalog};
                set search_path = '{catalog}.main,memory.main';
                set enable_progress_bar = true;
                set enable_progress_bar_print = false;
                set progress_bar_time = 0;
                """
            );
            return (connection, catalog);
        }
    }

    /// <summary>Opens a connection that sees the functions and nothing else.</summary>
    public DuckDBConnection OpenPlain()
    {
        lock (_gate)
        {
            return Duplicate();
        }
    }

    /// <summary>Frees a session's database.</summary>
    public static void CloseSession(DuckDBConnection connection, string catalog) =>
        connection.Run($"set search_path = 'memory.main'; use memory; detach {catalog};");

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _root?.Dispose();
            _root = null;
            if (_tempFolder is not null && Directory.Exists(_tempFolder))
            {
                Directory.Delete(_tempFolder, recursive: true);
            }
        }
    }

    private DuckDBConnection Duplicate()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(DuckDbEngine));
        _root ??= Open();
        DuckDBConnection connection = _root.Duplicate();
        connection.Open();
        return connection;
    }

    private DuckDBConnection Open()
    {
        _tempFolder = Path.Combine(options.TempFolder ?? Path.GetTempPath(), $"lakehouse-duckdb-{ids.Next():n}");
        var root = new DuckDBConnection("DataSource=:memory:");
        try
        {
            root.Open();
            CheckVersion(root.ServerVersion);
            Configure(root);
            return root;
        }
        catch (DllNotFoundException cause)
        {
            root.Dispose();
            throw new EngineException(
                "LH2905",
                $"found no DuckDB library that loads: {cause.Message}",
                "Build again, or set LAKEHOUSE_DUCKDB to the full path of a DuckDB 1.5.6 library.",
                cause
            );
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    /// <summary>LAKEHOUSE_DUCKDB may name any library; statements here are written for the answers of one.</summary>
    /// <exception cref="EngineException"><c>LH2906</c>: it is another version.</exception>
    private static void CheckVersion(string version)
    {
        if (!version.StartsWith("v1.5.", StringComparison.Ordinal))
        {
            throw new EngineException(
                "LH2906",
                $"found a DuckDB library of version {version}, expected 1.5.6.",
                "Unset LAKEHOUSE_DUCKDB, or let it name a library of that version."
            );
        }
    }

    private void Configure(DuckDBConnection root)
    {
        string settings = Settings();
        try
        {
            root.Run(settings);
        }
        catch (DuckDBException cause)
        {
            throw new EngineException(
                "LH2401",
                $"found DuckDB options that it refuses: {DuckDbFailure.Words(cause.Message)}.",
                "Correct memory limit, threads or temporary folder; a memory limit looks like 4GB.",
                cause
            );
        }

        if (options.FunctionsFolder is { } folder)
        {
            FunctionsFile.Load(root, Path.Combine(folder, "duckdb.sql"));
        }
    }

    private string Settings()
    {
        var settings = new List<string>
        {
            "TimeZone = 'UTC'",
            "default_null_order = 'nulls_first_on_asc_last_on_desc'",
            "ieee_floating_point_ops = false",
            $"preserve_insertion_order = {(options.PreserveInsertionOrder ? "true" : "false")}",
            $"temp_directory = {SqlText.Literal(_tempFolder)}",
        };
        if (options.MemoryLimit is { } memory)
        {
            settings.Add($"memory_limit = {SqlText.Literal(memory)}");
        }

        if (options.Threads is { } threads)
        {
            settings.Add(string.Create(CultureInfo.InvariantCulture, $"threads = {threads}"));
        }

        return string.Concat(settings.Select(setting => $"set global {setting};\n"));
    }
}
