using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Running;

/// <summary>An engine session that knows which versions it has bound, so that no input is bound twice.</summary>
internal sealed class BoundSession(IEngineSession session) : IAsyncDisposable
{
    private readonly Dictionary<TableName, long?> _bound = [];

    internal IEngineSession Engine => session;

    /// <summary>Makes a table readable at the version at which the run has pinned it; without rows where there is none.</summary>
    internal async Task BindInputAsync(Step step, TableStates states, CancellationToken cancellationToken)
    {
        TableState state = await states.GetAsync(step, cancellationToken).ConfigureAwait(false);
        if (_bound.TryGetValue(step.Name, out long? version) && version == state.Version)
        {
            return;
        }

        Snapshot? snapshot = await states.SnapshotAsync(step, cancellationToken).ConfigureAwait(false);
        if (snapshot is null)
        {
            await session.BindEmptyAsync(step.Name, step.Schema, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await BindAsync(step.Name, snapshot, step.Schema, cancellationToken).ConfigureAwait(false);
        }

        _bound[step.Name] = state.Version;
    }

    /// <summary>
    /// Makes a snapshot readable. Columns that are declared and that the table has not gained yet are null, so that a
    /// contract may grow before the first file with the new column has landed.
    /// </summary>
    internal async Task BindAsync(TableName name, Snapshot snapshot, StructType declared, CancellationToken cancellationToken)
    {
        HashSet<string> there = new(snapshot.Schema.Fields.Select(field => field.Name), StringComparer.OrdinalIgnoreCase);
        StructField[] missing = [.. declared.Fields.Where(field => !there.Contains(field.Name))];
        if (missing.Length == 0)
        {
            await session.BindAsync(name, snapshot, cancellationToken).ConfigureAwait(false);
            return;
        }

        // The inner name keeps the schema apart, so that no table of the project can have it.
        TableName inner = new("_as_stored", $"{name.Schema}_{name.Name}");
        await session.BindAsync(inner, snapshot, cancellationToken).ConfigureAwait(false);
        string nulls = string.Join(", ", missing.Select(field => $"cast(null as {field.Type.ToSql()}) as {SqlLiteral.Name(field.Name)}"));
        string statement = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            create schema if not exists {SqlLiteral.Name(name.Schema)};
            create or replace view {SqlLiteral.Name(name.Schema)}.{SqlLiteral.Name(name.Name)} as
            select *, {nulls} from {SqlLiteral.Name(inner.Schema)}.{SqlLiteral.Name(inner.Name)}
            """);
        await session.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();
}
