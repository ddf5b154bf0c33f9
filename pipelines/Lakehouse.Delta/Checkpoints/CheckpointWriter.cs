using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>Writes classic checkpoints in one file, and the hint to the newest.</summary>
internal sealed class CheckpointWriter(ITableStore store, ICheckpointFiles files, TimeProvider clock)
{
    /// <summary>Writes the checkpoint of a version, unless it is there, and moves the hint forward.</summary>
    /// <param name="version">The version, whose commit exists.</param>
    /// <param name="state">The state of exactly that version.</param>
    /// <param name="cancellationToken">Stops the work; the table stays as it was.</param>
    internal async Task WriteAsync(TableVersion version, TableState state, CancellationToken cancellationToken)
    {
        List<string> actions = [.. ActionsOf(state, clock.GetUtcNow()).Select(ActionWriter.Write)];

        byte[] content = await ComposeAsync(actions, cancellationToken).ConfigureAwait(false);
        string path = LogFile.PathOf(LogFile.CheckpointName(version));
        if (await store.TryPutIfAbsentAsync(path, content, cancellationToken).ConfigureAwait(false))
        {
            await MoveHintAsync(version, actions.Count, content.Length, state.Files.Count, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    // The engine writes where no reader looks; only a whole file is given its name in the log. The system makes the
    // folder's name, because two tables, or two processes, may checkpoint at the same instant with equal ids.
    private async Task<byte[]> ComposeAsync(IReadOnlyList<string> actions, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lakehouse-checkpoint-");
        try
        {
            string staged = Path.Combine(folder.FullName, "checkpoint.parquet");
            _ = await files.WriteAsync(actions, staged, cancellationToken).ConfigureAwait(false);
            return await File.ReadAllBytesAsync(staged, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The actions of a checkpoint: the state, without tombstones and transactions that have expired.
    /// </summary>
    internal static IEnumerable<LogAction> ActionsOf(TableState state, DateTimeOffset now)
    {
        // A state is loaded, and refused without metadata, before it is written.
        MetadataText metadata = state.Metadata!;
        yield return new LogAction.ChangeProtocol(state.Protocol!); // The same holds for the protocol.
        yield return new LogAction.ChangeMetadata(metadata);
        DateTimeOffset? oldestTransaction = now - TableProperties.TransactionRetention(metadata.Configuration);
        foreach (
            SetTransaction transaction in state.Transactions.Values.OrderBy(
                entry => entry.AppId,
                StringComparer.Ordinal
            )
        )
        {
            if (
                oldestTransaction is null
                || transaction.LastUpdated is null
                || transaction.LastUpdated >= oldestTransaction
            )
            {
                yield return new LogAction.Transaction(transaction);
            }
        }

        foreach (DomainMetadata domain in state.Domains)
        {
            yield return new LogAction.Domain(domain);
        }

        long oldestRemoval = (now - TableProperties.FileRetention(metadata.Configuration)).ToUnixTimeMilliseconds();
        foreach (
            RemovedFile removed in state
                .Tombstones.Where(file => file.DeletionTimestamp > oldestRemoval)
                .OrderBy(file => file.Path, StringComparer.Ordinal)
        )
        {
            yield return new LogAction.Remove(removed with { DataChange = false });
        }

        foreach (AddFile file in state.Files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            yield return new LogAction.Add(file, DataChange: false);
        }
    }

    // Two writers may checkpoint at once, so that the hint may only grow. It is a hint: a lost race costs a listing.
    private async Task MoveHintAsync(
        TableVersion version,
        int actionCount,
        int sizeBytes,
        int fileCount,
        CancellationToken cancellationToken
    )
    {
        TableVersion? hinted = await CheckpointHint.TryReadAsync(store, cancellationToken).ConfigureAwait(false);
        if (hinted >= version)
        {
            return;
        }

        string hint = JsonText.Compose(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", version.Number);
            writer.WriteNumber("size", actionCount);
            writer.WriteNumber("sizeInBytes", sizeBytes);
            writer.WriteNumber("numOfAddFiles", fileCount);
            writer.WriteEndObject();
        });
        await store
            .PutAsync(LogFile.PathOf(LogFile.LastCheckpoint), Encoding.UTF8.GetBytes(hint), cancellationToken)
            .ConfigureAwait(false);
    }
}
