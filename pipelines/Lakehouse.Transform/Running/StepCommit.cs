using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Transform.Fingerprints;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Merging;

namespace Lakehouse.Transform.Running;

/// <summary>Commits a step's rows together with the record of what made them.</summary>
internal sealed class StepCommit(TransformRequest request, TableStates states)
{
    /// <summary>Commits.</summary>
    /// <param name="publication">The step on its way.</param>
    /// <param name="change">What to commit.</param>
    /// <param name="before">The table before, and its number of rows after.</param>
    /// <param name="files">What was staged; keeps what the commit names.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The outcome; where it is committed the run's view of the table has moved on.</returns>
    /// <exception cref="DeltaException">The table cannot be written.</exception>
    internal async Task<WriteOutcome> WriteAsync(
        Publication publication,
        RowsChange change,
        Before before,
        StagingArea files,
        CancellationToken cancellationToken)
    {
        Step step = publication.Step;
        StepRecord record = RecordOf(publication, change, before);
        files.Keep(change.IsSame ? [] : change.Added);
        WriteOutcome outcome;
        try
        {
            outcome = await states.Table(step.Name)
                .WriteAsync(before.Snapshot, WriteOf(step, change, before, record), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (DeltaException)
        {
            // The failure may have come after the commit took effect, so the log decides; unread, the files stay.
            TableState now = await states.RefreshAsync(step, CancellationToken.None).ConfigureAwait(false);
            if (now is { Version: { } version, Record: { } found } && IsOwn(found, record))
            {
                return new WriteOutcome.Committed(new Delta.Log.TableVersion(version));
            }

            files.KeepNothing();
            throw;
        }

        if (outcome is WriteOutcome.Unknown unknown)
        {
            // The commit may still appear, so that the files that it names stay.
            throw unknown.ToFailure();
        }

        if (outcome is WriteOutcome.Committed committed)
        {
            states.Set(step.Name, new TableState(committed.Version.Number, record));
        }
        else
        {
            files.KeepNothing();
        }

        return outcome;
    }

    private static bool IsOwn(StepRecord found, StepRecord record) =>
        string.Equals(found.RunId, record.RunId, StringComparison.Ordinal)
        && string.Equals(found.Fingerprint, record.Fingerprint, StringComparison.Ordinal);

    private static TableWrite WriteOf(Step step, RowsChange change, Before before, StepRecord record) => new()
    {
        // A commit without rows records that the same rows have come out of other inputs.
        Mode = change.IsSame ? WriteMode.Append : change.Mode,
        Schema = change.IsSame && before.Snapshot is { } current ? current.Schema : change.Schema,
        Files = change.IsSame ? [] : change.Added,
        KeptRules = before.KeptRules,
        Removed = change.IsSame ? [] : change.Removed,
        Description = step.Model?.Description ?? step.Definition?.Description,
        UserMetadata = StepRecordText.Write(record),
    };

    private StepRecord RecordOf(Publication publication, RowsChange change, Before before) => new()
    {
        Step = publication.Step.Name.ToString(),
        Fingerprint = StepFingerprint.Of(publication.Decision.Parts),
        Parts = publication.Decision.Parts,
        RunId = request.RunId,
        AsOf = request.AsOf,
        Rows = before.RowsAfter,
        Content = change.Content,
        DataVersion = change.IsSame ? before.State.DataVersion : null,
    };

    /// <summary>A table before a commit.</summary>
    /// <param name="State">What the run knows of it.</param>
    /// <param name="Snapshot">The snapshot that the change was worked out from; null: no table.</param>
    /// <param name="RowsAfter">How many rows it will have.</param>
    internal sealed record Before(TableState State, Snapshot? Snapshot, long RowsAfter)
    {
        /// <summary>The rules of the table that the added rows were held against.</summary>
        internal IReadOnlyList<RowRule> KeptRules { get; init; } = [];
    }
}
