using System.CommandLine;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>quarantine</c>: rows that could not be read.</summary>
internal sealed class QuarantineVerb : VerbGroup
{
    private readonly QuarantineListVerb _list = new();

    /// <inheritdoc/>
    internal override string Name => "quarantine";

    /// <inheritdoc/>
    internal override string Summary => "List and show the rows of files that could not be read, with the reason.";

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
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => _list.Options;

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Verbs => field ??= [_list, new QuarantineShowVerb()];

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken) => _list.RunAsync(invocation, cancellationToken);
}
