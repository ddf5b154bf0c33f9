using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Merging;

/// <summary>A row replaces the one with the same key, or is added; only files that hold such a key are written anew.</summary>
/// <param name="key">The key's columns, none null in any incoming row, no key twice.</param>
internal sealed class KeyMerge(IReadOnlyList<string> key) : IRowsMerge
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
        await session.ExecuteAsync(
            $"create or replace table main._changed as select {columns} from main.this except select {columns} from main._current",
            cancellationToken).ConfigureAwait(false);
        long changedCount = await CountAsync(session, "main._changed", cancellationToken).ConfigureAwait(false);
        if (changedCount == 0)
        {
            return Same(input, schema);
        }

        IEnumerable<string> sameKey = key.Select(column => $"_changed.{SqlLiteral.Name(column)} = _some.{SqlLiteral.Name(column)}");
        string isChanged = $"exists (select 1 from main._changed where {string.Join(" and ", sameKey)})";
        List<AddFile> touched = await CurrentRows.FilesWhereAsync(input, schema, isChanged, cancellationToken).ConfigureAwait(false);

        StagedRows added = input.Incoming;
        if (touched.Count > 0 || changedCount < input.Incoming.RowCount)
        {
            await CurrentRows.BindSomeAsync(input, schema, touched, cancellationToken).ConfigureAwait(false);
            string select = $"select {columns} from main._some where not {isChanged} union all select {columns} from main._changed";
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

    private static RowsChange Same(MergeInput input, StructType schema) => new()
    {
        Mode = WriteMode.Replace,
        Schema = schema,
        Result = CurrentRows.After(input, [], []),
        IsSame = input.Current is { } current && current.Schema.Fields.Count == schema.Fields.Count,
    };

    private static async Task<long> CountAsync(IEngineSession session, string table, CancellationToken cancellationToken)
    {
        RowSet rows = await session.QueryAsync($"select cast(count(*) as bigint) as n from {table}", 1, cancellationToken)
            .ConfigureAwait(false);
        return Convert.ToInt64(rows.Rows[0][0], CultureInfo.InvariantCulture);
    }
}
