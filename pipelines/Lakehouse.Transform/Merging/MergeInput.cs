using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Transform.Running;

namespace Lakehouse.Transform.Merging;

/// <summary>What a merge works on. The incoming rows are bound as <c>this</c>.</summary>
/// <param name="Session">The session.</param>
/// <param name="Name">The table.</param>
/// <param name="Schema">The declared columns.</param>
/// <param name="Incoming">The rows of the SELECT.</param>
/// <param name="Current">The table as it is; null: no table.</param>
/// <param name="Before">What its last commit says.</param>
internal sealed record MergeInput(
    BoundSession Session,
    TableName Name,
    StructType Schema,
    StagedRows Incoming,
    Snapshot? Current,
    TableState Before);
