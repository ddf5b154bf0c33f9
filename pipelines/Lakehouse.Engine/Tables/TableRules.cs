using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Engine.Tables;

/// <summary>Holds staged rows against the rules of their table, for a writer that commits by itself.</summary>
public static class TableRules
{
    /// <summary>Refuses rows that break a rule of the table.</summary>
    /// <param name="session">A session; names in the schema <c>lh_operation</c> are used.</param>
    /// <param name="basis">The snapshot that the write is for; null where there is no table yet.</param>
    /// <param name="schema">The table's columns after the write.</param>
    /// <param name="staged">The rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The rules that the rows keep, for <see cref="TableWrite.KeptRules"/>.</returns>
    /// <exception cref="DeltaException"><c>LH1710</c>: a rule has parts that are not known; <c>LH1711</c>,
    /// <c>LH1712</c>: rows break a rule.</exception>
    public static async Task<IReadOnlyList<RowRule>> RequireKeptAsync(
        IEngineSession session,
        Snapshot? basis,
        StructType schema,
        StagedRows staged,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(staged);
        if (basis is null || staged.RowCount == 0)
        {
            return [];
        }

        IReadOnlyList<RowRule> rules = RowRules.Of(basis.Metadata with { Schema = KeepRules(basis.Schema, schema) });
        if (rules.Count > 0)
        {
            await new RowChecks(session, basis.Root, schema, rules).RequireAsync(staged, cancellationToken).ConfigureAwait(false);
        }

        return rules;
    }

    // A column that a writer describes without its metadata keeps what the table says of it.
    private static StructType KeepRules(StructType table, StructType schema) =>
        new([
            .. schema.Fields.Select(field =>
                table.Fields.FirstOrDefault(there => string.Equals(there.Name, field.Name, StringComparison.Ordinal)) is { } known
                    ? field with { MetadataJson = field.MetadataJson ?? known.MetadataJson }
                    : field
            ),
        ]);
}
