using System.Text.Json.Nodes;

namespace Lakehouse.Engine.Tables;

/// <summary>What <c>commitInfo</c> says of a merge.</summary>
internal static class MergeText
{
    /// <summary>The parameters.</summary>
    internal static IReadOnlyDictionary<string, string> Parameters(MergeRequest request)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal)
        {
            ["predicate"] = OperationText.Predicates(request.On),
            ["matchedPredicates"] = Clauses<MergeClause.MatchedUpdate, MergeClause.MatchedDelete>(request),
            ["notMatchedPredicates"] = Clauses<MergeClause.NotMatchedInsert, MergeClause.NotMatchedInsert>(request),
            ["notMatchedBySourcePredicates"] = Clauses<
                MergeClause.NotMatchedBySourceUpdate,
                MergeClause.NotMatchedBySourceDelete
            >(request),
        };
        return parameters;
    }

    /// <summary>The metrics.</summary>
    internal static Dictionary<string, string> Metrics(
        MergeCounts counts,
        MergeSource source,
        RowsRemoval removal,
        StagedRows written,
        StagedRows? changes,
        (string Scan, string Execution) elapsed
    )
    {
        Dictionary<string, string> metrics = new(StringComparer.Ordinal)
        {
            ["numSourceRows"] = OperationText.Of(source.RowCount),
            ["numTargetRowsInserted"] = OperationText.Of(counts.Inserted),
            ["numTargetRowsUpdated"] = OperationText.Of(counts.MatchedUpdated + counts.UnmatchedUpdated),
            ["numTargetRowsMatchedUpdated"] = OperationText.Of(counts.MatchedUpdated),
            ["numTargetRowsNotMatchedBySourceUpdated"] = OperationText.Of(counts.UnmatchedUpdated),
            ["numTargetRowsDeleted"] = OperationText.Of(counts.MatchedDeleted + counts.UnmatchedDeleted),
            ["numTargetRowsMatchedDeleted"] = OperationText.Of(counts.MatchedDeleted),
            ["numTargetRowsNotMatchedBySourceDeleted"] = OperationText.Of(counts.UnmatchedDeleted),
            ["numTargetRowsCopied"] = OperationText.Of(counts.Copied),
            ["numOutputRows"] = OperationText.Of(written.RowCount),
            ["numTargetFilesAdded"] = OperationText.Of(written.Files.Count),
            ["numTargetFilesRemoved"] = OperationText.Of(removal.Removed.Count),
            ["numTargetBytesAdded"] = OperationText.Of(written.Files.Sum(file => file.SizeBytes)),
            ["numTargetBytesRemoved"] = OperationText.Of(removal.Removed.Sum(file => file.SizeBytes)),
            ["numTargetChangeFilesAdded"] = OperationText.Of(changes?.Files.Count ?? 0),
            ["scanTimeMs"] = elapsed.Scan,
            ["executionTimeMs"] = elapsed.Execution,
        };
        foreach ((string name, string count) in removal.VectorMetrics("numTarget"))
        {
            metrics[name] = count;
        }

        return metrics;
    }

    private static string Clauses<TFirst, TSecond>(MergeRequest request) =>
        OperationText.Json(
            new JsonArray([
                .. request.Clauses.Where(clause => clause is TFirst or TSecond).Select(clause => (JsonNode?)Describe(clause)),
            ])
        );

    private static JsonObject Describe(MergeClause clause)
    {
        JsonObject described = [];
        if (clause.Condition is { } condition)
        {
            described["predicate"] = OperationText.Parenthesized(condition);
        }

        described["actionType"] = clause switch
        {
            MergeClause.MatchedUpdate or MergeClause.NotMatchedBySourceUpdate => "update",
            MergeClause.NotMatchedInsert => "insert",
            _ => "delete",
        };
        return described;
    }
}
