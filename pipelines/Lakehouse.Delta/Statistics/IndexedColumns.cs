using System.Text;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Statistics;

/// <summary>Chooses the columns that have statistics: the first 32 leaves, or as the table's properties say.</summary>
/// <remarks>Partition columns never have statistics. A list or a map is one leaf, which has a null count only.</remarks>
internal sealed class IndexedColumns
{
    private const char Separator = '\u0001';

    private readonly List<IReadOnlyList<string>>? _named;
    private int _budget;

    private IndexedColumns(StructType schema, IReadOnlyList<string> partitionColumns, IReadOnlyDictionary<string, string> configuration)
    {
        if (TableProperties.StatisticsColumns(configuration) is { } list)
        {
            _named = ParseList(list);
        }

        int count = TableProperties.IndexedColumns(configuration);
        _budget = count < 0 || _named is not null ? int.MaxValue : count;
        StructType data = new([.. schema.Fields.Where(field => !partitionColumns.Contains(field.Name, StringComparer.OrdinalIgnoreCase))]);
        Root = Choose("", [], data)!; // The root is a struct, which is never dropped.
    }

    /// <summary>The table itself as a struct.</summary>
    internal IndexedColumn Root { get; }

    /// <summary>Chooses the columns of a table.</summary>
    internal static IndexedColumns Of(
        StructType schema, IReadOnlyList<string> partitionColumns, IReadOnlyDictionary<string, string> configuration) =>
        new(schema, partitionColumns, configuration);

    /// <summary>A path as one string. Column names cannot hold the separator's character in any engine.</summary>
    internal static string Key(IReadOnlyList<string> path) => string.Join(Separator, path);

    /// <summary>Reads a list of columns: commas between them, dots between levels, backticks around names that need them.</summary>
    internal static List<IReadOnlyList<string>> ParseList(string list)
    {
        List<IReadOnlyList<string>> columns = [];
        List<string> path = [];
        StringBuilder name = new();
        bool quoted = false;
        for (int at = 0; at <= list.Length; at++)
        {
            char unit = at == list.Length ? ',' : list[at];
            if (unit == '`' && at < list.Length)
            {
                if (quoted && at + 1 < list.Length && list[at + 1] == '`')
                {
                    _ = name.Append('`');
                    at++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if ((unit is ',' or '.' && !quoted) || at == list.Length)
            {
                path.Add(name.ToString().Trim());
                _ = name.Clear();
                if (unit == ',')
                {
                    columns.Add(path);
                    path = [];
                }
            }
            else
            {
                _ = name.Append(unit);
            }
        }

        return [.. columns.Where(column => column.All(part => part.Length > 0))];
    }

    private IndexedColumn? Choose(string name, IReadOnlyList<string> path, DataType type)
    {
        if (type is StructType structure)
        {
            List<IndexedColumn> children = [];
            foreach (StructField field in structure.Fields)
            {
                if (Choose(field.Name, [.. path, field.Name], field.Type) is { } child)
                {
                    children.Add(child);
                }
            }

            return new IndexedColumn(name, path, type, children);
        }

        if (_budget == 0 || !IsNamed(path))
        {
            return null;
        }

        _budget--;
        return new IndexedColumn(name, path, type, []);
    }

    // A named struct stands for all that it holds.
    private bool IsNamed(IReadOnlyList<string> path) => _named is null || _named.Any(named =>
        named.Count <= path.Count && named.Zip(path).All(pair => string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase)));
}
