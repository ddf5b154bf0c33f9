using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Commit;

/// <summary>Lays out a commit: where it came from first, then the table, then transactions and files.</summary>
internal static class CommitActions
{
    /// <summary>The actions of a commit.</summary>
    /// <param name="write">The write.</param>
    /// <param name="plan">What it comes to.</param>
    /// <param name="readVersion">The newest version whose commits were checked, or null for a new table.</param>
    /// <param name="now">The writer's clock.</param>
    /// <param name="signature">The commit's own id and the writer's name.</param>
    internal static IEnumerable<LogAction> Of(
        TableWrite write,
        WritePlan plan,
        TableVersion? readVersion,
        DateTimeOffset now,
        CommitSignature signature
    )
    {
        long timestamp = now.ToUnixTimeMilliseconds();
        yield return new LogAction.Commit(
            new CommitText
            {
                Timestamp = timestamp,
                InCommitTimestamp = plan.OwnTime,
                Operation = write.Operation,
                Parameters = Parameters(write, plan),
                Metrics = OperationMetrics.Of(write, plan),
                ReadVersion = readVersion?.Number,
                IsolationLevel = Isolation.Name(Isolation.Of(write, plan)),
                IsBlindAppend = Isolation.IsBlindAppend(write, plan),
                UserMetadata = write.UserMetadata,
                EngineInfo = signature.EngineInfo,
                TransactionId = signature.TransactionId,
            }
        );
        if (plan.Protocol is { } protocol)
        {
            yield return new LogAction.ChangeProtocol(protocol);
        }

        if (plan.Metadata is { } metadata)
        {
            yield return new LogAction.ChangeMetadata(metadata);
        }

        foreach (SetTransaction transaction in write.Transactions)
        {
            yield return new LogAction.Transaction(transaction with { LastUpdated = transaction.LastUpdated ?? now });
        }

        foreach (DomainMetadata domain in plan.Domains)
        {
            yield return new LogAction.Domain(domain);
        }

        foreach (AddFile file in plan.Removed)
        {
            yield return new LogAction.Remove(
                new RemovedFile(file.Path, timestamp, DataChange: !write.KeepsRows, file.PartitionValues, file.SizeBytes)
                {
                    LogText = file.LogText,
                    DeletionVector = file.DeletionVector,
                    BaseRowId = file.BaseRowId,
                    DefaultRowCommitVersion = file.DefaultRowCommitVersion,
                }
            );
        }

        foreach (AddFile file in plan.Added)
        {
            yield return new LogAction.Add(file, DataChange: !write.KeepsRows);
        }

        foreach (ChangeFile file in plan.Changes)
        {
            yield return new LogAction.AddChanges(file);
        }
    }

    private static IReadOnlyDictionary<string, string> Parameters(TableWrite write, WritePlan plan) =>
        write.Parameters
        ?? new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["mode"] = write.Mode == WriteMode.Append ? "Append" : "Overwrite",
            ["partitionBy"] = JsonText.Compose(writer =>
            {
                writer.WriteStartArray();
                foreach (string column in plan.PartitionColumns)
                {
                    writer.WriteStringValue(column);
                }

                writer.WriteEndArray();
            }),
        };
}
