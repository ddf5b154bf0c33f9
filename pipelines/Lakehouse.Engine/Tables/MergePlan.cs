using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>The clauses of a merge, numbered from 1, with a value for each column.</summary>
internal sealed class MergePlan
{
    private readonly NumberedClause[] _clauses;

    /// <summary>Numbers the clauses and resolves their columns.</summary>
    /// <param name="request">The merge.</param>
    /// <param name="schema">The table's columns after the merge.</param>
    /// <param name="source">The source's columns.</param>
    /// <exception cref="EngineException"><c>LH2702</c>: a column is unknown; <c>LH2707</c>: the source lacks one;
    /// <c>LH2708</c>: there is no clause, or one that is never reached.</exception>
    internal MergePlan(MergeRequest request, StructType schema, IReadOnlyList<RowSetColumn> source)
    {
        Schema = schema;
        RequireReachable(request.Clauses);
        _clauses =
        [
            .. request.Clauses.Select(
                (clause, at) => new NumberedClause(at + 1, clause, Values(clause, source, request.MayAddColumns))
            ),
        ];
    }

    /// <summary>The table's columns after the merge.</summary>
    internal StructType Schema { get; }

    internal NumberedClause[] Matched => [.. _clauses.Where(one => IsMatched(one.Clause))];

    internal NumberedClause[] NotMatched =>
        [.. _clauses.Where(one => one.Clause is MergeClause.NotMatchedInsert)];

    internal NumberedClause[] NotMatchedBySource =>
        [
            .. _clauses.Where(one =>
                one.Clause is MergeClause.NotMatchedBySourceUpdate or MergeClause.NotMatchedBySourceDelete
            ),
        ];

    /// <summary>Whether a row may be matched several times, since all that can happen to it is that it goes.</summary>
    internal bool AllowsSeveralMatches => Matched is [{ Clause: MergeClause.MatchedDelete { Condition: null } }];

    /// <summary>Whether exactly the rows change that a row of the source matches.</summary>
    internal bool ChangesEveryMatch =>
        Matched is [.., { Clause.Condition: null }] && NotMatchedBySource.Length == 0;

    /// <summary>The number of the clause that applies, as SQL; 0 for none.</summary>
    internal static string Choice(IEnumerable<NumberedClause> clauses) =>
        $"case {string.Join(' ', clauses.Select(one => string.Create(
            CultureInfo.InvariantCulture, $"when ({one.Clause.Condition ?? "true"}) then {one.Number}")))} else 0 end";

    /// <summary>The values of all columns as SQL, by the number of the clause in a column.</summary>
    /// <param name="clauses">The clauses.</param>
    /// <param name="number">The column with the clause's number.</param>
    /// <param name="otherwise">The value of a column that a clause leaves alone.</param>
    internal string Columns(NumberedClause[] clauses, string number, Func<StructField, string> otherwise) =>
        SqlText.List(
            Schema.Fields.Select(
                (field, at) =>
                {
                    string[] values = [.. clauses.Select(one => one.Values[at] ?? otherwise(field))];
                    if (values.Distinct(StringComparer.Ordinal).Count() == 1)
                    {
                        return Assignments.Cast(values[0], field);
                    }

                    IEnumerable<string> cases = clauses.Zip(
                        values,
                        (one, value) =>
                            string.Create(CultureInfo.InvariantCulture, $"when {one.Number} then ({value})")
                    );
                    return Assignments.Cast($"case {number} {string.Join(' ', cases)} end", field);
                }
            )
        );

    private static bool IsMatched(MergeClause clause) =>
        clause is MergeClause.MatchedUpdate or MergeClause.MatchedDelete;

    private static string Kind(MergeClause clause) =>
        clause switch
        {
            MergeClause.NotMatchedInsert => "not matched",
            _ when IsMatched(clause) => "matched",
            _ => "not matched by source",
        };

    private static void RequireReachable(IReadOnlyList<MergeClause> clauses)
    {
        string? hidden = clauses
            .GroupBy(Kind, StringComparer.Ordinal)
            .Where(group => group.SkipLast(1).Any(clause => clause.Condition is null))
            .Select(group => group.Key)
            .FirstOrDefault();
        if (clauses.Count == 0 || hidden is not null)
        {
            throw new EngineException(
                "LH2708",
                clauses.Count == 0
                    ? "found a merge without clauses, expected at least one."
                    : $"found a '{hidden}' clause behind one without a condition, expected that only the last of a "
                        + "kind has none.",
                "Say what happens to which rows, the clause without a condition last."
            );
        }
    }

    private string?[] Values(MergeClause clause, IReadOnlyList<RowSetColumn> source, bool mayMiss) =>
        clause switch
        {
            MergeClause.MatchedUpdate { Set: null } or MergeClause.NotMatchedInsert { Values: null } =>
            [
                .. Schema.Fields.Select(field => FromSource(field, source, mayMiss || ComputedColumns.MayMiss(field))),
            ],
            MergeClause.MatchedUpdate { Set: { } set } => Assignments.InOrder(Schema, set),
            MergeClause.NotMatchedInsert { Values: { } values } => Assignments.InOrder(Schema, values),
            MergeClause.NotMatchedBySourceUpdate { Set: { } set } => Assignments.InOrder(Schema, set),
            _ => new string?[Schema.Fields.Count],
        };

    private static string? FromSource(StructField field, IReadOnlyList<RowSetColumn> source, bool mayMiss)
    {
        RowSetColumn? column = source.FirstOrDefault(column =>
            string.Equals(column.Name, field.Name, StringComparison.OrdinalIgnoreCase)
        );
        if (column is null && !mayMiss)
        {
            throw new EngineException(
                "LH2707",
                $"found no column {field.Name} in the source, expected all columns of the table: "
                    + "a clause takes every column from it.",
                "Add the column to the source, or name the columns in the clause."
            );
        }

        return column is null ? null : $"{MergeSource.Alias}.{SqlText.Identifier(column.Name)}";
    }

    /// <summary>A clause with its number.</summary>
    /// <param name="Number">The number, from 1 over all clauses.</param>
    /// <param name="Clause">The clause.</param>
    /// <param name="Values">An expression for each column of the table; null where the clause gives none.</param>
    internal sealed record NumberedClause(int Number, MergeClause Clause, string?[] Values)
    {
        internal bool IsUpdate => Clause is MergeClause.MatchedUpdate or MergeClause.NotMatchedBySourceUpdate;

        internal bool IsDelete => Clause is MergeClause.MatchedDelete or MergeClause.NotMatchedBySourceDelete;
    }
}
