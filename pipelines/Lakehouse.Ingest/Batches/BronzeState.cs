using Lakehouse.Delta.Log;
using Lakehouse.Engine;

namespace Lakehouse.Ingest.Batches;

/// <summary>A bronze table as it stands.</summary>
/// <param name="Table">Its name.</param>
/// <param name="TableId">Its id, another one when it was taken away and made anew.</param>
/// <param name="Version">Its newest version.</param>
internal readonly record struct BronzeState(TableName Table, string TableId, TableVersion Version);
