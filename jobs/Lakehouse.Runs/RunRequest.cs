using Lakehouse.Project;
using Lakehouse.Transform.Selection;

namespace Lakehouse.Runs;

/// <summary>What a run is asked for.</summary>
public sealed record RunRequest
{
    /// <summary>The project.</summary>
    public required LakehouseProject Project { get; init; }

    /// <summary>Which steps to build; default: all. Sources are landed only when everything is asked for.</summary>
    public StepSelection Selection { get; init; } = StepSelection.All;

    /// <summary>The instant that the run takes as now; null: the project's, else the start of the current UTC day.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Whether to build every selected step from scratch. Landed files stay landed.</summary>
    public bool Full { get; init; }

    /// <summary>Whether to land the sources first. Default: true.</summary>
    public bool Land { get; init; } = true;

    /// <summary>Whether to build from what did land when a source or a file was refused. Default: false, so that readers keep their release.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>What started the run, for the history: <c>manual</c> or <c>schedule:NAME</c>.</summary>
    public string Trigger { get; init; } = "manual";

    /// <summary>What somebody typed, for the history; may be empty.</summary>
    public string Command { get; init; } = string.Empty;

    /// <summary>The product's version, for the history.</summary>
    public string ProductVersion { get; init; } = string.Empty;
}
