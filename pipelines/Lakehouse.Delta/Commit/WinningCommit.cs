using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Commit;

/// <summary>A commit that landed after the basis of a write.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Actions">Its actions.</param>
internal sealed record WinningCommit(TableVersion Version, IReadOnlyList<LogAction> Actions);
