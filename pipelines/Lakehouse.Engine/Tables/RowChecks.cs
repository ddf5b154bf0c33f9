using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;
using Lakehouse.Engine.Expressions;

namespace Lakehouse.Engine.Tables;

/// <summary>Holds rows against what a table demands of them.</summary>
/// <param name="session">The session that reads the rows.</param>
/// <param name="root">The table, for messages.</param>
/// <param name="schema">The table's columns.</param>
/// <param name="rules">The rules with expressions.</param>
internal sealed class RowChecks(IEngineSession session, string root, StructType schema, IReadOnlyList<RowRule> rules)
{
    private const string Alias = "r";
    private const int LongestSample = 500;

    private static readonly TableName Rows = new("lh_operation", "checked");

    private readonly (RowRule Rule, string Condition)[] _checks =
    [
        .. rules.Select(rule => (rule, ConditionOf(rule, root, schema))),
        .. NotNullConditions.Of(schema, Alias).Select(column =>
            (new RowRule(RowRuleKind.NotNull, column.Name, $"{column.Name} is not null"), column.Condition)
        ),
    ];

    /// <summary>Refuses staged rows that break a rule.</summary>
    /// <param name="staged">The rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DeltaException"><c>LH1711</c>: rows break a rule; <c>LH1712</c>: a generated column has other
    /// values than its expression.</exception>
    internal async Task RequireAsync(StagedRows staged, CancellationToken cancellationToken)
    {
        (RowRule, string)[] open = [.. _checks.Where(check => !IsProven(check.Rule, staged))];
        if (staged.RowCount == 0 || open.Length == 0)
        {
            return;
        }

        await session.BindStagedAsync(Rows, schema, staged, cancellationToken).ConfigureAwait(false);
        await RequireAsync(SqlText.Identifier(Rows), "new rows", open, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses a rule that rows of a relation break.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="isNew">Whether a rule is the new one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DeltaException"><c>LH1711</c>: they do.</exception>
    internal Task RequireThereAsync(string relation, Func<RowRule, bool> isNew, CancellationToken cancellationToken) =>
        RequireAsync(relation, "rows that are there", [.. _checks.Where(check => isNew(check.Rule))], cancellationToken);

    /// <summary>The condition of a rule as SQL on rows of <see cref="Alias"/>.</summary>
    private static string ConditionOf(RowRule rule, string root, StructType schema)
    {
        ExpressionSource source = new(rule.Expression, $"{rule} of '{root}'");
        if (rule.Kind != RowRuleKind.Generated)
        {
            return SparkExpression.Condition(source, new ColumnScope(schema, Alias));
        }

        StructField field = schema.Fields[Assignments.IndexOf(schema, rule.Name)];
        string value = SparkExpression.Value(source, GeneratedScope.Of(schema, Alias), field.Type);
        return $"({Assignments.Column(Alias, field)} is not distinct from {value})";
    }

    // A count of no nulls is in the statistics of the files.
    private bool IsProven(RowRule rule, StagedRows staged) =>
        rule.Kind == RowRuleKind.NotNull
        && schema.Fields[Assignments.IndexOf(schema, rule.Name)].Type is (PrimitiveType or DecimalType)
        && staged.Mapping == ColumnMappingMode.None
        && staged.Files.All(file =>
            file.PartitionValues.TryGetValue(rule.Name, out string? value)
                ? value is not null
                : file.Statistics?.Columns.FirstOrDefault(column =>
                    column.Path.Count == 1 && string.Equals(column.Path[0], rule.Name, StringComparison.Ordinal)
                ) is { NullCount: 0 }
        );

    private async Task RequireAsync(
        string relation,
        string what,
        IReadOnlyList<(RowRule Rule, string Condition)> checks,
        CancellationToken cancellationToken
    )
    {
        if (checks.Count == 0)
        {
            return;
        }

        IEnumerable<string> counts = checks.Select(check => $"cast(count(*) filter (where ({check.Condition}) is not true) as bigint)");
        RowSet found = await session
            .QueryAsync($"select {SqlText.List(counts)}, cast(count(*) as bigint) from {relation} as {Alias}", 1, cancellationToken)
            .ConfigureAwait(false);
        for (int at = 0; at < checks.Count; at++)
        {
            if (Number(found.Rows[0][at]) is > 0 and var broken)
            {
                string sample = await SampleAsync(relation, checks[at].Condition, cancellationToken).ConfigureAwait(false);
                throw Broken(checks[at].Rule, (broken, Number(found.Rows[0][^1])), what, sample);
            }
        }
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private async Task<string> SampleAsync(string relation, string condition, CancellationToken cancellationToken)
    {
        IEnumerable<string> columns = schema.Fields.Select(field =>
            $"{SqlText.Literal(field.Name + " = ")} || coalesce(cast({Assignments.Column(Alias, field)} as varchar), 'NULL')"
        );
        RowSet rows = await session
            .QueryAsync(
                $"select concat_ws(', ', {SqlText.List(columns)}) as s from {relation} as {Alias} where ({condition}) is not true order by 1 limit 1",
                1,
                cancellationToken
            )
            .ConfigureAwait(false);
        string sample = Convert.ToString(rows.Rows[0][0], CultureInfo.InvariantCulture) ?? "";
        return sample.Length <= LongestSample ? sample : sample[..LongestSample] + " …";
    }

    private DeltaException Broken(RowRule rule, (long Broken, long All) counts, string what, string sample)
    {
        string found = string.Create(CultureInfo.InvariantCulture, $"Found {counts.Broken} of {counts.All} {what} in '{root}' ");
        return rule.Kind == RowRuleKind.Generated
            ? new DeltaException(
                "LH1712",
                found
                    + $"whose value of {rule} is not that of its expression {rule.Expression}, for example ({sample}); expected the same value.",
                "Leave the column out, so that it is computed, or correct the rows."
            )
            : new DeltaException(
                "LH1711",
                found + $"that break {rule}, for example ({sample}); expected {rule.Expression} to be true for each.",
                "Correct or filter the rows, or drop the rule first."
            );
    }
}
