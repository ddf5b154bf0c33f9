using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest;

/// <summary>Refuses contracts that cannot be landed.</summary>
internal static class ContractCheck
{
    /// <summary>Checks the columns of an entity's contract.</summary>
    /// <param name="entity">The contract.</param>
    /// <param name="where">The source and entity, for the error.</param>
    /// <exception cref="IngestException">
    /// <c>LH3004</c>: a type that cannot be landed. <c>LH3005</c>: a name that landing uses, or a key or cursor that is no column.
    /// </exception>
    public static void Check(EntityContract entity, string where)
    {
        ColumnContract? unfit = entity.Columns.FirstOrDefault(column => !ValueExpression.CanLand(column.Type));
        if (unfit is not null)
        {
            throw new IngestException(
                "LH3004",
                $"found column {unfit.Name} of type {unfit.Type.ToSql()} in the contract of {where}, expected text, a number, boolean, date or timestamp.",
                "Declare it as string: lists and objects land as their JSON text.");
        }

        ColumnContract? reserved = entity.Columns.FirstOrDefault(column => LandingColumns.IsReserved(column.Name));
        if (reserved is not null)
        {
            throw new IngestException("LH3005", $"found column {reserved.Name} in the contract of {where}, a name that landing uses for itself.", "Take it out of the contract.");
        }

        string[] twice = [.. entity.Columns.GroupBy(column => column.ColumnName, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()).Select(group => string.Join(" and ", group.Select(column => column.Name)))];
        if (twice.Length > 0)
        {
            throw new IngestException(
                "LH3005",
                $"found the columns {string.Join("; ", twice)} in the contract of {where}, which would be one column of the table: upper and lower case make no difference, nor do blanks and underscores.",
                "Take all but one of them out of the contract.");
        }

        string[] needed = entity.Cursor is null ? [.. entity.Key] : [.. entity.Key, entity.Cursor];
        string[] unknown = [.. needed.Where(name => entity.Columns.All(column => column.Name != name))];
        if (unknown.Length > 0)
        {
            throw new IngestException(
                "LH3005",
                $"found the key or cursor {string.Join(", ", unknown)} in the contract of {where}, expected one of its columns: {string.Join(", ", entity.Columns.Select(column => column.Name))}.",
                "Correct key and cursor; upper and lower case make a difference.");
        }
    }
}
