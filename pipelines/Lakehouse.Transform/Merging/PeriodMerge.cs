using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Merging;

/// <summary>The periods that occur in the rows are replaced whole; only files that hold such a period are written anew.</summary>
/// <param name="period">The column that names a row's period; null in no incoming row.</param>
internal sealed class PeriodMerge(string period) : IRowsMerge
{
    /// <inheritdoc/>
    public async Task<RowsChange> PrepareAsync(MergeInput input, StagingArea files, CancellationToken cancellationToken)
    {
        if (input.Current is not { } current)
        {
            return new RowsChange { Mode = WriteMode.Append, Schema = input.Schema, Added = input.Incoming.Files, Result = input.Incoming };
        }

        StructType schema = CurrentRows.Widen(input.Name, current.Schema, input.Schema);
        string columns = SqlLiteral.Names(schema.Fields.Select(field => field.Name));
        IEngineSession session = input.Session.Engine;
        await CurrentRows.BindCurrentAsync(input.Session, current, schema, cancellationToken).ConfigureAwait(false);
        bool isSame = current.Schema.Fields.Count == schema.Fields.Count
            && await IsSameAsync(session, columns, cancellationToken).ConfigureAwait(false);
        if (isSame)
        {
            return new RowsChange { Mode = WriteMode.Replace, Schema = schema, Result = CurrentRows.After(input, [], []), IsSame = true };
        }

        string isReplaced = IsReplaced("_some");
        List<AddFile> touched = await CurrentRows.FilesWhereAsync(input, schema, isReplaced, cancellationToken).ConfigureAwait(false);
        StagedRows added = input.Incoming;
        await CurrentRows.BindSomeAsync(input, schema, touched, cancellationToken).ConfigureAwait(false);
        RowSet kept = await session
            .QueryAsync($"select 1 as kept from main._some where not {isReplaced}", 1, cancellationToken)
            .ConfigureAwait(false);
        if (kept.Rows.Count > 0)
        {
            string select = $"select {columns} from main._some where not {isReplaced} union all select {columns} from main.this";
            added = await files.StageAsync(session, select, schema, cancellationToken).ConfigureAwait(false);
        }

        return new RowsChange
        {
            Mode = WriteMode.Replace,
            Schema = schema,
            Added = added.Files,
            Removed = touched,
            Result = CurrentRows.After(input, touched, added.Files),
        };
    }

    private string IsReplaced(string table) =>
        $"exists (select 1 from main.this where this.{SqlLiteral.Name(period)} = {table}.{SqlLiteral.Name(period)})";

    /// <summary>
    /// Whether the table's rows of these periods are the incoming ones: as many, and none of the incoming ones too many.
    /// </summary>
    private async Task<bool> IsSameAsync(IEngineSession session, string columns, CancellationToken cancellationToken)
    {
        string select =
            $"""
            select
                (select count(*) from main._current where {IsReplaced("_current")}) = (select count(*) from main.this)
                and not exists (select {columns} from main.this except all select {columns} from main._current) as is_same
            """;
        RowSet rows = await session.QueryAsync(select, 1, cancellationToken).ConfigureAwait(false);
        return rows.Rows[0][0] is true;
    }
}
