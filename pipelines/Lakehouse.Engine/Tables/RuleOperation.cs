using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>Adds rules to a table after a look at the rows that are there.</summary>
internal sealed class RuleOperation(DeltaTable table, IEngineSession session)
{
    private static readonly TableName There = new("lh_operation", "there");

    /// <summary>Adds a constraint.</summary>
    internal async Task<WriteOutcome> AddConstraintAsync(string name, string expression, CancellationToken cancellationToken)
    {
        Snapshot basis = await OperationScope.LoadAsync(table, cancellationToken).ConfigureAwait(false);
        RowRule rule = new(RowRuleKind.Check, name, expression);
        AddConstraint addition = new(name, expression, AreRowsChecked: true);
        await RequireAsync(basis, basis.Schema, rule, cancellationToken).ConfigureAwait(false);
        return await table.AlterAsync(basis, addition, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says whether a column may be null.</summary>
    internal async Task<WriteOutcome> SetNullabilityAsync(
        IReadOnlyList<string> path,
        bool isNullable,
        CancellationToken cancellationToken
    )
    {
        Snapshot basis = await OperationScope.LoadAsync(table, cancellationToken).ConfigureAwait(false);
        SetNullability change = new(path, isNullable, AreRowsChecked: true);
        if (!isNullable)
        {
            StructType demanded = new([.. basis.Schema.Fields.Select(field => Demanded(field, path, 0))]);
            string column = path.Count > 0 ? path[0] : "";
            await RequireAsync(basis, demanded, new RowRule(RowRuleKind.NotNull, column, ""), cancellationToken).ConfigureAwait(false);
        }

        return await table.AlterAsync(basis, change, cancellationToken).ConfigureAwait(false);
    }

    private async Task RequireAsync(Snapshot basis, StructType schema, RowRule rule, CancellationToken cancellationToken)
    {
        RowChecks checks = new(session, basis.Root, schema, rule.Kind == RowRuleKind.NotNull ? [] : [rule]);
        await session.BindAsync(There, basis, cancellationToken).ConfigureAwait(false);
        await checks
            .RequireThereAsync(
                SqlText.Identifier(There),
                known => known.Kind == rule.Kind && string.Equals(known.Name, rule.Name, StringComparison.OrdinalIgnoreCase),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private static StructField Demanded(StructField field, IReadOnlyList<string> path, int depth)
    {
        if (depth >= path.Count || !string.Equals(field.Name, path[depth], StringComparison.OrdinalIgnoreCase))
        {
            return field;
        }

        return
            depth == path.Count - 1 ? field with { IsNullable = false }
            : field.Type is StructType inner
                ? field with { Type = new StructType([.. inner.Fields.Select(one => Demanded(one, path, depth + 1))]) }
            : field;
    }
}
