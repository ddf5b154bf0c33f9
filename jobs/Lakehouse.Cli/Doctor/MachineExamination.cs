using System.Globalization;
using System.Runtime.InteropServices;
using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Cli.Doctor;

/// <summary>Looks at what every project needs: the runtime, DuckDB's library, memory.</summary>
internal static class MachineExamination
{
    private const double LittleMemoryGiB = 2;

    /// <summary>Looks at the .NET runtime.</summary>
    /// <returns>The finding.</returns>
    internal static Finding Runtime() => new(
        "runtime",
        Health.Ok,
        $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}, lakehouse {ProductVersion.Text}");

    /// <summary>Starts DuckDB and asks it a question.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The finding.</returns>
    internal static async Task<Finding> DuckDbAsync(DuckDbEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            IEngineSession session = await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                RowSet rows = await session
                    .QueryAsync("select version() as version, current_setting('memory_limit') as memory", 1, cancellationToken)
                    .ConfigureAwait(false);
                return new Finding("duckdb", Health.Ok, $"DuckDB {rows.Rows[0][0]}, memory limit {rows.Rows[0][1]}");
            }
        }
        catch (LakehouseException failure)
        {
            return new Finding("duckdb", Health.Fail, failure.Found.TrimEnd('.'), failure.NextStep);
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return new Finding(
                "duckdb",
                Health.Fail,
                fault.Message.ReplaceLineEndings(" ").TrimEnd('.', ' '),
                "Build again with npm installed, or name the library with LAKEHOUSE_DUCKDB.");
        }
    }

    /// <summary>Looks at the memory that this process may use.</summary>
    /// <returns>The finding.</returns>
    internal static Finding Memory()
    {
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        string what = string.Create(CultureInfo.InvariantCulture, $"{available:0.0} GiB for this process, {Environment.ProcessorCount} cores");
        return available < LittleMemoryGiB
            ? new Finding("memory", Health.Warn, what, "Set 'duckdb: {memory_limit: 1GB}' in lakehouse.yml, so that large models spill to disk early.")
            : new Finding("memory", Health.Ok, what);
    }
}
