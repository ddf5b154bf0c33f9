using Lakehouse.Ingest;
using Lakehouse.Transform.Running;

namespace Lakehouse.Runs;

/// <summary>Something that happened in a run, told as it happens. Events may come from several threads.</summary>
public abstract record RunProgress
{
    private RunProgress()
    {
    }

    /// <summary>An entity's files are being read, loaded or committed.</summary>
    /// <param name="Progress">How far it is.</param>
    public sealed record Landing(LandingProgress Progress) : RunProgress;

    /// <summary>An entity has landed.</summary>
    /// <param name="Entity">What became of it.</param>
    public sealed record Landed(LandedEntity Entity) : RunProgress;

    /// <summary>Models are being built.</summary>
    /// <param name="Event">What happened.</param>
    public sealed record Building(RunEvent Event) : RunProgress;

    /// <summary>The readers' file is being written.</summary>
    /// <param name="Release">The release's number.</param>
    public sealed record Publishing(long Release) : RunProgress;
}
