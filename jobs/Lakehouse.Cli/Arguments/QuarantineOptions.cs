using System.CommandLine;
using Lakehouse.Cli.Verbs;
using Lakehouse.Ingest.Quarantine;

namespace Lakehouse.Cli.Arguments;

/// <summary>The options that say which quarantined rows are meant.</summary>
internal sealed class QuarantineOptions
{
    private readonly Option<string?> _source = new("--source") { HelpName = "SOURCE", Description = "Only rows of this source." };
    private readonly Option<string?> _entity = new("--entity") { HelpName = "ENTITY", Description = "Only rows of this entity." };
    private readonly Option<string?> _reason = new("--reason") { HelpName = "REASON", Description = "Only rows with this reason, for example TOO_MANY_FIELDS." };
    private readonly Option<string?> _id = new("--id") { HelpName = "ID", Description = "Only rows whose quarantine_id is this or begins so." };

    /// <summary>The options.</summary>
    internal IReadOnlyList<Option> All => [_source, _entity, _reason, _id];

    /// <summary>What was said of source, entity and reason.</summary>
    /// <param name="invocation">The command line.</param>
    /// <returns>The filter.</returns>
    internal QuarantineFilter Filter(Invocation invocation) =>
        new(invocation.Value(_source), invocation.Value(_entity), invocation.Value(_reason)?.ToUpperInvariant());

    /// <summary>The beginning of the ids.</summary>
    /// <param name="invocation">The command line.</param>
    /// <returns>The text, or null.</returns>
    internal string? Id(Invocation invocation) => invocation.Value(_id);
}
