using System.CommandLine;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary>The words with which every verb of a table names the table and its version.</summary>
internal sealed class TableTarget
{
    /// <summary>The folder of the table.</summary>
    internal Argument<string> Path { get; } = new("PATH") { HelpName = "PATH", Description = "The folder that holds the table's _delta_log, or s3://bucket/folder." };

    /// <summary>The version.</summary>
    internal Option<string?> Version { get; } = new("--version") { HelpName = "N", Description = "The table as of this version. Default: the newest." };

    /// <summary>The instant.</summary>
    internal Option<string?> Timestamp { get; } = new("--timestamp")
    {
        HelpName = "T",
        Description = "The table as it was at this instant, for example 2026-01-31T02:00:00Z.",
    };
}
