using System.CommandLine;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Commit;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table set PATH KEY=VALUE</c>: properties of a table.</summary>
internal sealed class TableSetVerb : Verb
{
    private readonly TableTarget _target = new();

    private readonly Argument<string[]> _properties = new("KEY=VALUE")
    {
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
        Description = "A property and its value. May be given several times; all are set in one commit.",
    };

    /// <inheritdoc/>
    internal override string Name => "set";

    /// <inheritdoc/>
    internal override string Summary => "Set properties of a table.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Properties that begin with delta. are those of the format: one that is not known, or a value out of its range, is refused. All "
        + "others are yours. A property that needs a feature of the protocol raises it.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table set warehouse/gold/win_loss delta.appendOnly=true", "rows only come from now on"),
        new("table set warehouse/gold/win_loss delta.checkpointInterval=100 owner=sales", "two in one commit"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path, _properties];

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        Dictionary<string, string> properties = new(StringComparer.Ordinal);
        foreach (string word in invocation.Value(_properties) ?? [])
        {
            int at = word.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new CliException("LH9003", $"found '{word}' for KEY=VALUE, expected a name, = and a value.", "Write for example delta.appendOnly=true.");
            }

            if (!properties.TryAdd(word[..at], word[(at + 1)..]))
            {
                throw new CliException("LH9004", $"found the property '{word[..at]}' twice, expected it once.", "Leave one out.");
            }
        }

        string what = $"set {string.Join(", ", properties.Select(pair => $"{pair.Key} = {pair.Value}"))}";
        return new TableChange(invocation, _target).AlterAsync(new SetProperties(properties), what, cancellationToken);
    }
}
