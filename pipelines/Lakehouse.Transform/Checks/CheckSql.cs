using System.Diagnostics;
using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Checks;

/// <summary>Writes checks as SELECTs that return no rows where the check holds.</summary>
internal static class CheckSql
{
    /// <summary>The model's result within a check: the unqualified name <c>this</c>.</summary>
    internal static readonly TableName This = new("main", "this");

    /// <summary>The rows for which a check does not hold.</summary>
    /// <param name="check">The check.</param>
    /// <param name="model">The model that it is about.</param>
    /// <param name="parameters">The values of parameters in the check's own SQL.</param>
    /// <exception cref="TransformException"><c>LH4004</c>: an accepted value is not of the column's type. <c>LH4040</c>.</exception>
    /// <exception cref="UnreachableException">There is a kind of check that nobody has taught this method.</exception>
    internal static BoundSql FailingRows(ModelCheck check, Model model, SqlParameters parameters) => check switch
    {
        ModelCheck.Unique unique => Plain(
            $"select {SqlLiteral.Names(unique.Columns)}, count(*) as row_count from this "
            + $"group by {SqlLiteral.Names(unique.Columns)} having count(*) > 1"),
        ModelCheck.NotNull notNull => Plain(
            $"select * from this where {string.Join(" or ", notNull.Columns.Select(column => $"{SqlLiteral.Name(column)} is null"))}"),
        ModelCheck.AcceptedValues accepted => Plain(AcceptedValues(accepted, model)),
        ModelCheck.Relationship relationship => Plain(Relationship(relationship.Reference)),
        ModelCheck.RowCountBetween range => Plain(RowCountBetween(range)),
        ModelCheck.Sql sql => parameters.Bind(sql.Text, model.File.FullPath, check.Line),
        _ => throw new UnreachableException(),
    };

    /// <summary>A check in one line, for fingerprints: two checks with the same text fail for the same rows.</summary>
    /// <exception cref="UnreachableException">There is a kind of check that nobody has taught this method.</exception>
    internal static string Canonical(ModelCheck check) => check switch
    {
        ModelCheck.Unique unique => $"{Head(check)} unique {SqlLiteral.Names(unique.Columns)}",
        ModelCheck.NotNull notNull => $"{Head(check)} not_null {SqlLiteral.Names(notNull.Columns)}",
        ModelCheck.AcceptedValues accepted =>
            $"{Head(check)} accepted_values {SqlLiteral.Name(accepted.Column)} "
            + string.Join(", ", accepted.Values.Select(SqlLiteral.Quoted)),
        ModelCheck.Relationship { Reference: var reference } =>
            $"{Head(check)} relationship {SqlLiteral.Name(reference.Column)} {reference.To} {SqlLiteral.Name(reference.Field)}",
        ModelCheck.RowCountBetween range => string.Create(
            CultureInfo.InvariantCulture, $"{Head(check)} row_count_between {range.Min} {range.Max}"),
        ModelCheck.Sql sql => $"{Head(check)} sql {NormalSql.Of(sql.Text)}",
        _ => throw new UnreachableException(),
    };

    private static string Head(ModelCheck check) => $"{check.Name} {(check.Severity == CheckSeverity.Error ? "error" : "warn")}";

    private static BoundSql Plain(string sql) => new(sql, sql, []);

    private static string AcceptedValues(ModelCheck.AcceptedValues check, Model model)
    {
        DataType type = model.Columns.First(column => string.Equals(column.Name, check.Column, StringComparison.Ordinal)).Type;
        IEnumerable<string> values = check.Values.Select(value => SqlLiteral.TryOf(type, value) ?? throw new TransformException(
            "LH4004",
            $"found the accepted value '{value}' for column {check.Column} at {model.File.FullPath}:{check.Line}"
                + $", expected a {type.ToSql()}.",
            "Mend the value."));
        string column = SqlLiteral.Name(check.Column);
        return $"select * from this where {column} is not null and {column} not in ({string.Join(", ", values)})";
    }

    private static string Relationship(ColumnReference reference)
    {
        string column = SqlLiteral.Name(reference.Column);
        string other = $"{SqlLiteral.Name(reference.To.Schema)}.{SqlLiteral.Name(reference.To.Name)}";
        return $"select * from this where {column} is not null "
            + $"and not exists (select 1 from {other} as other where other.{SqlLiteral.Name(reference.Field)} = this.{column})";
    }

    private static string RowCountBetween(ModelCheck.RowCountBetween range)
    {
        string tooMany = range.Max is { } max ? string.Create(CultureInfo.InvariantCulture, $" or count(*) > {max}") : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"select count(*) as row_count from this having count(*) < {range.Min}{tooMany}");
    }
}
