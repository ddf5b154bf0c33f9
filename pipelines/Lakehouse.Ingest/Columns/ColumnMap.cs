using Lakehouse.Ingest.Inspection;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Columns;

/// <summary>How the columns of one file become columns of the bronze table.</summary>
/// <param name="Columns">The file's columns in their order.</param>
internal sealed record ColumnMap(IReadOnlyList<SourceColumn> Columns)
{
    /// <summary>The names of columns that the table gains or has gained before.</summary>
    public IEnumerable<string> Added => Columns.Where(column => column.Role == ColumnRole.Added).Select(column => column.Target!);

    /// <summary>Finds the file's column for a column of the table.</summary>
    /// <param name="target">The table's column.</param>
    /// <returns>The file's column, or null.</returns>
    public SourceColumn? Find(string target) =>
        Columns.FirstOrDefault(column => string.Equals(column.Target, target, StringComparison.OrdinalIgnoreCase));

    /// <summary>Maps the columns of a file.</summary>
    /// <param name="entity">The contract.</param>
    /// <param name="inspection">The file.</param>
    /// <returns>The map.</returns>
    /// <exception cref="IngestException">
    /// <c>LH3015</c>: contracted columns are missing. <c>LH3016</c>: a name stands twice.
    /// <c>LH3017</c>: a column is new and the contract is frozen. <c>LH3023</c>: a column has a name that landing uses.
    /// </exception>
    public static ColumnMap Of(EntityContract entity, FileInspection inspection)
    {
        CheckNames(inspection);

        // Names in JSON are exact; header lines are written by many hands.
        StringComparison comparison = inspection.Kind == FileKind.Ndjson ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        SourceColumn[] columns = [.. inspection.Columns.Select((name, index) => Map(entity, name, index, comparison))];
        CheckContract(entity, inspection, columns);
        return new ColumnMap(columns);
    }

    private static SourceColumn Map(EntityContract entity, string name, int index, StringComparison comparison)
    {
        if (name.Length == 0)
        {
            return new SourceColumn(index, name, ColumnRole.Unnamed, Target: null);
        }

        ColumnContract? contract = entity.Columns.FirstOrDefault(column => string.Equals(column.Name, name, comparison));
        if (contract is not null)
        {
            return new SourceColumn(index, name, ColumnRole.Contracted, contract.ColumnName, contract.Type);
        }

        return entity.NewColumns == NewColumnPolicy.Evolve
            ? new SourceColumn(index, name, ColumnRole.Added, ColumnContract.ToColumnName(name))
            : new SourceColumn(index, name, ColumnRole.Ignored, Target: null);
    }

    private static void CheckNames(FileInspection inspection)
    {
        string[] twice = [.. inspection.Columns.Where(name => name.Length > 0).GroupBy(ColumnContract.ToColumnName, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()).Select(group => string.Join(" and ", group))];
        if (twice.Length > 0)
        {
            throw new IngestException(
                "LH3016",
                $"found column names that stand more than once in {inspection.File.FullPath}: {string.Join("; ", twice)}. Expected each name once; upper and lower case make no difference, nor do blanks and underscores.",
                "Ask the sender to name each column differently.");
        }

        string[] reserved = [.. inspection.Columns.Where(LandingColumns.IsReserved)];
        if (reserved.Length > 0)
        {
            throw new IngestException(
                "LH3023",
                $"found the columns {string.Join(", ", reserved)} in {inspection.File.FullPath}, whose names landing uses for itself.",
                "Ask the sender to name them differently.");
        }
    }

    private static void CheckContract(EntityContract entity, FileInspection inspection, SourceColumn[] columns)
    {
        string[] missing = [.. entity.Columns
            .Where(contract => !columns.Any(column => column.Target == contract.ColumnName))
            .Select(column => column.Name)];
        string[] unknown = [.. columns
            .Where(column => column.Role is ColumnRole.Added or ColumnRole.Ignored)
            .Select(column => column.Name)];

        // Writers of JSON leave out what is null, so a name that no object has is no sign of change by itself; a new
        // name that is nearly the old one is.
        bool mayBeAbsent = inspection.Kind == FileKind.Ndjson
            && !missing.Any(name => IsNeeded(entity, name) || NearestName.Of(name, unknown) is not null);
        if (missing.Length > 0 && !mayBeAbsent)
        {
            throw new IngestException(
                "LH3015",
                $"found the columns {List(inspection.Columns)} in {inspection.File.FullPath}, expected also {List(missing)}; the contract of {entity.Name} names {List(entity.Columns.Select(column => column.Name))}.",
                unknown.Length > 0
                    ? $"Not in the contract: {List(unknown)}. If one of them is a column under a new name, change the contract; else ask the sender."
                    : "Ask the sender for a complete file, or take the columns out of the contract.");
        }

        if (unknown.Length > 0 && entity.NewColumns == NewColumnPolicy.Freeze)
        {
            throw new IngestException(
                "LH3017",
                $"found the columns {List(unknown)} in {inspection.File.FullPath}, which the contract of {entity.Name} does not name, and it lets no column come in.",
                "Add them to the contract, or set on_new_column to evolve or ignore.");
        }
    }

    private static bool IsNeeded(EntityContract entity, string name) =>
        entity.Key.Contains(name, StringComparer.Ordinal)
        || entity.Cursor == name
        || entity.Columns.Any(column => column.Name == name && column.IsRequired);

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => name.Length == 0 ? "(unnamed)" : name));
}
