using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table vacuum PATH</c>: files that no version needs go.</summary>
internal sealed class TableVacuumVerb : Verb
{
    private const int HoursOfTenYears = 24 * 3653;
    private const int NamesShown = 20;

    private readonly TableTarget _target = new();

    private readonly Option<string?> _retention = new("--retain-hours")
    {
        HelpName = "N",
        Description = "Keep files that were needed within the last N hours. Default: the table's delta.deletedFileRetentionDuration, or 168.",
    };

    private readonly Option<bool> _isLite = new("--lite") { Description = "Look in the log alone; quick, but blind to what failed writers left." };
    private readonly Option<bool> _isDry = new("--dry-run") { Description = "Name the files and delete none." };

    private readonly Option<bool> _mayShorten = new("--allow-short-retention")
    {
        Description = "Allow fewer hours than the table's own. Readers and writers that are at work may lose their files.",
    };

    /// <inheritdoc/>
    internal override string Name => "vacuum";

    /// <inheritdoc/>
    internal override string Summary => "Delete files that no version within the retention needs.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Versions older than the retention can no longer be read afterwards. Files that begin with _ or . are left alone, but for "
        + "_change_data and what an interrupted write of this program left behind. Start and end are recorded in the history.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table vacuum warehouse/gold/win_loss --dry-run", "what would go, and how much"),
        new("table vacuum warehouse/gold/win_loss --retain-hours 720", "keep thirty days"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_retention, _isLite, _isDry, _mayShorten];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        long? hours = invocation.WholeNumber(_retention, 0, HoursOfTenYears);
        VacuumOptions options = new()
        {
            Kind = invocation.Value(_isLite) ? VacuumKind.Lite : VacuumKind.Full,
            Retention = hours is { } number ? TimeSpan.FromHours(number) : null,
            IsDryRun = invocation.Value(_isDry),
            MayShortenRetention = invocation.Value(_mayShorten),
        };
        OpenTable open = OpenTable.At(invocation, _target);
        await using (open.ConfigureAwait(false))
        {
            await open.RequireAsync(cancellationToken).ConfigureAwait(false);
            VacuumResult result = await open.Table.VacuumAsync(options, cancellationToken).ConfigureAwait(false);
            Print(invocation.Terminal, result);
        }

        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, VacuumResult result)
    {
        IEnumerable<StoredFile> shown = terminal.Choices.Json ? result.Files : result.Files.Take(NamesShown);
        if (result.Files.Count > 0)
        {
            terminal.Rows(new ResultRows(
                [new TableColumn("file"), new TableColumn("size_bytes", IsNumber: true), new TableColumn("modified_at")],
                [.. shown.Select(file => (IReadOnlyList<object?>)[file.Name, file.SizeBytes, file.ModifiedAt])]));
        }

        if (!terminal.Choices.Json && result.Files.Count > NamesShown)
        {
            terminal.Answer(Text($"... and {result.Files.Count - NamesShown:N0} more; --json has them all."), Tone.Quiet);
        }

        string what = (result.Files.Count, result.IsDryRun) switch
        {
            (0, _) => "Nothing to delete",
            (_, true) => Text($"{result.Files.Count:N0} files with {result.SizeBytes:N0} bytes would go"),
            _ => Text($"{result.Files.Count:N0} files with {result.SizeBytes:N0} bytes are gone"),
        };
        terminal.Hint(Text($"{what}; what was needed since {result.Before.UtcDateTime:yyyy-MM-dd HH:mm} UTC stays."), Tone.Plain);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
