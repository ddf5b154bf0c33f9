using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Ingest.Files;
using Lakehouse.Ingest.Preparation;

namespace Lakehouse.Ingest;

/// <summary>What the landings of one call share: the session, opened when first needed, the hints, and the folder of temporary copies.</summary>
internal sealed class LandingRun : IAsyncDisposable
{
    private readonly string _scratchFolder;
    private IEngineSession? _session;

    /// <summary>Begins.</summary>
    /// <param name="options">The surroundings.</param>
    /// <param name="startedAt">The run's instant.</param>
    /// <exception cref="IngestException"><c>LH3007</c>: the engine is not one that reads files.</exception>
    public LandingRun(LandingOptions options, DateTimeOffset startedAt)
    {
        if (options.Engine.Name != "duckdb")
        {
            throw new IngestException("LH3007", $"found the engine {options.Engine.Name}, expected duckdb: it alone lands files.", "Set the engine to duckdb for the landing.");
        }

        Options = options;
        StartedAt = startedAt;
        IIdSource ids = options.Ids ?? new TimeOrderedIds(options.Clock);
        _scratchFolder = Path.Combine(options.WarehouseFolder, ".cache", $"landing-{ids.Next():n}");
        Preparation = new FilePreparation(_scratchFolder);
        Hints = HashHints.Read(options.WarehouseFolder);
    }

    /// <summary>The surroundings.</summary>
    public LandingOptions Options { get; }

    /// <summary>The run's instant: whole microseconds, UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The content hashes of files seen before.</summary>
    public HashHints Hints { get; }

    /// <summary>Makes temporary copies.</summary>
    public FilePreparation Preparation { get; }

    /// <summary>The clock's instant in whole microseconds.</summary>
    public static DateTimeOffset Now(TimeProvider clock)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    /// <summary>The session.</summary>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>The one session of this call.</returns>
    public async Task<IEngineSession> SessionAsync(CancellationToken cancellationToken) =>
        _session ??= await Options.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>A path in the folder of temporary copies.</summary>
    /// <param name="name">A file's name.</param>
    /// <returns>An absolute path; the folder exists.</returns>
    public string ScratchPath(string name)
    {
        Directory.CreateDirectory(_scratchFolder);
        return Path.Combine(_scratchFolder, name);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync().ConfigureAwait(false);
        }

        Hints.Save();
        try
        {
            if (Directory.Exists(_scratchFolder))
            {
                Directory.Delete(_scratchFolder, recursive: true);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Temporary copies that stay behind take room and do no harm.
        }
    }
}
