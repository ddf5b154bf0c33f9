using Lakehouse.Cli.Output;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Cli.Tables;

/// <summary>A table's commits as rows.</summary>
internal static class CommitRows
{
    private const int LongestValue = 48;

    /// <summary>For a person: parameters and metrics as short lists, empty ones left out.</summary>
    internal static ResultRows Short(IEnumerable<CommitInfo> commits) => new(
        [new("version", IsNumber: true), new("committed_at"), new("operation"), new("parameters"), new("metrics"), new("engine")],
        [
            .. commits.Select(commit => (IReadOnlyList<object?>)
            [
                commit.Version.Number,
                commit.Timestamp,
                commit.Operation,
                List(commit.Parameters),
                List(commit.Metrics),
                commit.EngineInfo,
            ]),
        ]);

    /// <summary>For a program: all of it.</summary>
    internal static ResultRows Whole(IEnumerable<CommitInfo> commits) => new(
        [
            new("version", IsNumber: true), new("committed_at"), new("operation"), new("parameters"), new("metrics"),
            new("engine"), new("user_metadata"), new("transaction_id"),
        ],
        [
            .. commits.Select(commit => (IReadOnlyList<object?>)
            [
                commit.Version.Number,
                commit.Timestamp,
                commit.Operation,
                Object(commit.Parameters),
                Object(commit.Metrics),
                commit.EngineInfo,
                commit.UserMetadata,
                commit.TransactionId,
            ]),
        ]);

    private static string List(IReadOnlyDictionary<string, string> texts) =>
        string.Join(", ", texts.Where(text => text.Value is not ("[]" or "{}" or "")).Select(text => $"{text.Key} {Cut(text.Value)}"));

    private static string Cut(string text) => text.Length <= LongestValue ? text : text[..(LongestValue - 1)] + "…";

    private static Dictionary<string, object?> Object(IReadOnlyDictionary<string, string> texts) =>
        texts.ToDictionary(text => text.Key, text => (object?)text.Value, StringComparer.Ordinal);
}
