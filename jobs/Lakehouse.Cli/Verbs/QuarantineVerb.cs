using System.CommandLine;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>quarantine</c>: rows that could not be read.</summary>
internal sealed class QuarantineVerb : VerbGroup
{
    private readonly QuarantineListVerb _list = new();

    /// <inheritdoc/>
    internal override string Name => "quarantine";

    /// <inheritdoc/>
    internal override string Summary => "The rows of files that could not be read: list, show, put right, land again.";

    /// <inheritdoc/>
    internal override bool RunsItself => true;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "A row that cannot be read is kept in bronze._quarantine with its file, line, reason and raw text: loaded plus quarantined "
        + "equals delivered, for every file. Without a verb it lists.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("quarantine --source salesforce", "the rows of one source"),
        new("quarantine list", "how many rows for which reason, and the newest of them"),
        new("quarantine show 0199", "one row with its raw text; the beginning of its id is enough"),
        new("quarantine export rows.csv", "the rows as a file to put them right in"),
        new("quarantine replay --fixes rows.csv", "land them again, each once"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => _list.Options;

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Verbs => field ??= 
    [
        _list,
        new QuarantineShowVerb(),
        new QuarantineExportVerb(),
        new QuarantineReplayVerb(),
        new QuarantineDiscardVerb(),
    ];

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken) => _list.RunAsync(invocation, cancellationToken);
}
