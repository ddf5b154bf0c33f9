using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Merging;

/// <summary>Names a set of rows by their number and the sum of their hashes, whatever their order.</summary>
/// <remarks>
/// The hash has 64 bits and is the engine's own, so digests of different engines or columns never agree. Two different
/// sets of rows agree by chance once in 2^64.
/// </remarks>
internal static class RowsDigest
{
    /// <summary>The digest of the rows that are bound as <c>this</c>; null for an engine without a known hash function.</summary>
    internal static async Task<string?> OfThisAsync(
        IEngineSession session,
        string engine,
        StructType schema,
        CancellationToken cancellationToken)
    {
        if (!string.Equals(engine, "duckdb", StringComparison.Ordinal))
        {
            return null;
        }

        string columns = SqlLiteral.Names(schema.Fields.Select(field => field.Name));
        RowSet rows = await session
            .QueryAsync(
                $"select cast(count(*) as varchar), cast(sum(hash({columns})) as varchar) from main.this",
                1,
                cancellationToken)
            .ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{engine}:{rows.Rows[0][0]}:{rows.Rows[0][1] ?? 0}");
    }
}
