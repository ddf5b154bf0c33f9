using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Project;
using Npgsql;

namespace Lakehouse.Ingest.Databases;

/// <summary>Lands what is new in a database: read at one instant into files, which land like delivered ones and are then deleted.</summary>
/// <remarks>
/// How far the reading has come is in the bronze table itself, so that it cannot be ahead of the rows. Files that a run
/// left behind land before anything is read again. A row that is read again in the same version is dropped before it lands.
/// </remarks>
/// <param name="options">The surroundings.</param>
public sealed class DatabaseLanding(LandingOptions options)
{
    /// <summary>Reads and lands.</summary>
    /// <param name="source">The contract, one with a database.</param>
    /// <param name="connection">The connection's text, with its secrets; no error repeats it.</param>
    /// <param name="progress">Told of progress; null for none.</param>
    /// <param name="cancellationToken">Stops; what is committed stays, and the next run goes on from there.</param>
    /// <returns>What became of each file, and why the reading ended early; null where it did not.</returns>
    /// <exception cref="LakehouseException">The contract cannot be landed, or a table cannot be written.</exception>
    public async Task<(SourceLanding Landed, LakehouseException? Fault)> LandAsync(
        SourceContract source,
        string connection,
        IProgress<LandingProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        string folder = Path.Combine(options.WarehouseFolder, ".extracts", source.Name);
        Directory.CreateDirectory(folder);
        var landing = new Landing(options);
        SourceLanding? before = HasFiles(folder)
            ? await LandAsync(landing, source, folder, progress, cancellationToken).ConfigureAwait(false)
            : null;
        LakehouseException? fault = await ExtractAsync(source, connection, folder, progress, cancellationToken).ConfigureAwait(false);
        SourceLanding landed = await LandAsync(landing, source, folder, progress, cancellationToken).ConfigureAwait(false);
        return (before is null ? landed : Both(before, landed), fault);
    }

    private async Task<LakehouseException?> ExtractAsync(
        SourceContract source,
        string connection,
        string folder,
        IProgress<LandingProgress>? progress,
        CancellationToken cancellationToken)
    {
        string where = source.Database!.Where; // why: the caller says that the source has a database.
        string at = source.Name;
        try
        {
            PostgresSnapshot snapshot = await PostgresSnapshot.OpenAsync(ConnectionText.Parse(connection, where), cancellationToken).ConfigureAwait(false);
            await using (snapshot.ConfigureAwait(false))
            {
                IEngineSession session = await options.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    var extraction = new DatabaseExtraction(snapshot, session, options, folder, LandingRun.Now(options.Clock));
                    foreach (EntityContract entity in source.Entities.Where(entity => entity.Query is not null))
                    {
                        at = $"{source.Name}.{entity.Name}";
                        progress?.Report(new LandingProgress(source.Name, entity.Name, LandingPhase.Extracting, Fraction: null, File: null));
                        await extraction.ExtractAsync(entity, cancellationToken).ConfigureAwait(false);
                    }
                }
            }

            return null;
        }
        catch (Exception cause) when (cause is NpgsqlException or TimeoutException)
        {
            return new IngestException(
                "LH3304",
                $"found the database of {at} not to answer as asked: {(cause is PostgresException said ? $"{said.SqlState} {said.MessageText}" : cause.Message)}.",
                $"Look at the connection behind {where}, and at the table or query; what has landed stays, and the next run goes on from there.",
                cause);
        }
        catch (LakehouseException fault)
        {
            return fault;
        }
    }

    private static async Task<SourceLanding> LandAsync(
        Landing landing,
        SourceContract source,
        string folder,
        IProgress<LandingProgress>? progress,
        CancellationToken cancellationToken)
    {
        SourceLanding landed = await landing.LandAsync(source, folder, progress, cancellationToken).ConfigureAwait(false);
        HashSet<string> kept = [.. landed.Entities.SelectMany(entity => entity.Rejected).Select(batch => Path.Combine(folder, batch.File))];
        foreach (string file in Extracts(folder).Where(file => !kept.Contains(file)))
        {
            File.Delete(file);
        }

        // A database without news is no folder without a delivery.
        return landed with
        {
            Entities = [.. landed.Entities.Select(entity => entity with { Notices = [.. entity.Notices.Where(notice => notice.Code != "LH3050")] })],
        };
    }

    private static bool HasFiles(string folder) => Extracts(folder).Any();

    private static IEnumerable<string> Extracts(string folder) => Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories);

    // A file that stays refused is told of once.
    private static SourceLanding Both(SourceLanding before, SourceLanding after) => after with
    {
        Entities = [.. after.Entities.Select((entity, index) => entity with
        {
            FileCount = Math.Max(entity.FileCount, before.Entities[index].FileCount),
            Batches = [.. before.Entities[index].Batches.Concat(entity.Batches).DistinctBy(batch => batch.BatchId)],
            Notices = [.. before.Entities[index].Notices.Concat(entity.Notices).Distinct()],
        })],
    };
}
