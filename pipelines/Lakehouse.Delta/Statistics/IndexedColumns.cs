using Lakehouse.Delta.Features;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Statistics;

/// <summary>Chooses the columns that have statistics: the first 32 leaves, or as the table's properties say.</summary>
/// <remarks>Partition columns never have statistics. A list or a map is one leaf, which has a null count
/// only.</remarks>
internal sealed class IndexedColumns
{
    private const char Separator = '\u0001';

    private readonly List<IReadOnlyList<string>>? _named;
    private readonly ColumnMappingMode _mode;
    private int _budget;

    private IndexedColumns(
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        IReadOnlyDictionary<string, string> configuration
    )
    {
        if (TableProperties.StatisticsColumns(configuration) is { } list)
        {
            _named = ColumnList.Parse(list);
        }

        int count = TableProperties.IndexedColumns(configuration);
        _budget = count < 0 || _named is not null ? int.MaxValue : count;
        StructType data = new([
            .. schema.Fields.Where(field => !partitionColumns.Contains(field.Name, StringComparer.OrdinalIgnoreCase)),
        ]);
        _mode = FeatureUse.AskedMapping(configuration);
        Root = Choose("", [], [], data)!; // The root is a struct, which is never dropped.
    }

    /// <summary>The table itself as a struct.</summary>
    internal IndexedColumn Root { get; }

    /// <summary>Chooses the columns of a table.</summary>
    internal static IndexedColumns Of(
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        IReadOnlyDictionary<string, string> configuration
    ) => new(schema, partitionColumns, configuration);

    /// <summary>A path as one string. Column names cannot hold the separator's character in any engine.</summary>
    internal static string Key(IReadOnlyList<string> path) => string.Join(Separator, path);

    private IndexedColumn? Choose(string name, IReadOnlyList<string> path, IReadOnlyList<string> logical, DataType type)
    {
        if (type is StructType structure)
        {
            List<IndexedColumn> children = [];
            foreach (StructField field in structure.Fields)
            {
                string physical = ColumnMapping.PhysicalName(field, _mode);
                if (Choose(physical, [.. path, physical], [.. logical, field.Name], field.Type) is { } child)
                {
                    children.Add(child);
                }
            }

            return new IndexedColumn(name, path, type, children);
        }

        if (_budget == 0 || !IsNamed(logical))
        {
            return null;
        }

        _budget--;
        return new IndexedColumn(name, path, type, []);
    }

    // A named struct stands for all that it holds.
    private bool IsNamed(IReadOnlyList<string> path) =>
        _named is null
        || _named.Any(named =>
            named.Count <= path.Count
            && named.Zip(path).All(pair => string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase))
        );
}
