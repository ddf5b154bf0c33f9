using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Records in the log that files are about to go, and that they went.</summary>
internal sealed class VacuumCommits(DeltaTable table, Metadata metadata, VacuumOptions options)
{
    /// <summary>Records the start.</summary>
    /// <returns>The version of that commit.</returns>
    internal Task<TableVersion> StartAsync(IReadOnlyList<StoredFile> files, CancellationToken cancellationToken)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal)
        {
            ["retentionCheckEnabled"] = options.MayShortenRetention ? "false" : "true",
            ["defaultRetentionMillis"] = Text((long)TableProperties.FileRetention(metadata.Configuration).TotalMilliseconds),
        };
        if (options.Retention is { } asked)
        {
            parameters["specifiedRetentionMillis"] = Text((long)asked.TotalMilliseconds);
        }

        Dictionary<string, string> metrics = new(StringComparer.Ordinal)
        {
            ["numFilesToDelete"] = Text(files.Count),
            ["sizeOfDataToDelete"] = Text(files.Sum(file => file.SizeBytes)),
        };
        return CommitAsync("VACUUM START", parameters, metrics, cancellationToken);
    }

    /// <summary>Records the end.</summary>
    internal Task<TableVersion> EndAsync(int deletedCount, bool isComplete, CancellationToken cancellationToken) =>
        CommitAsync(
            "VACUUM END",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["status"] = isComplete ? "COMPLETED" : "FAILED",
            },
            new Dictionary<string, string>(StringComparer.Ordinal) { ["numDeletedFiles"] = Text(deletedCount) },
            cancellationToken
        );

    // An append of no file, which nothing but a change of the table itself can stand against; then it is tried on that.
    private async Task<TableVersion> CommitAsync(
        string operation,
        IReadOnlyDictionary<string, string> parameters,
        IReadOnlyDictionary<string, string> metrics,
        CancellationToken cancellationToken
    )
    {
        WriteOutcome? outcome = null;
        for (int attempt = 0; attempt <= table.Options.MaxCommitRetries; attempt++)
        {
            Snapshot basis = await table.RequireAsync(cancellationToken).ConfigureAwait(false);
            TableWrite write = new()
            {
                Mode = WriteMode.Append,
                Schema = basis.Schema,
                Operation = operation,
                Parameters = parameters,
                Metrics = metrics,
                HasAllMetrics = true,
            };
            outcome = await table.WriteAsync(basis, write, cancellationToken).ConfigureAwait(false);
            if (outcome is WriteOutcome.Committed committed)
            {
                return committed.Version;
            }
        }

        throw new DeltaException(
            "LH1804",
            $"The {operation} of '{table.Root}' could not be recorded: {outcome}.",
            "Run the vacuum again when fewer writers change this table."
        );
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
