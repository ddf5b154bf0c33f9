using System.Text;

namespace Lakehouse.Delta.Statistics;

/// <summary>A list of columns as table properties write it: <c>a, b.c, `odd,name`.`with ``tick```</c>.</summary>
internal static class ColumnList
{
    /// <summary>Reads a list.</summary>
    /// <param name="list">Commas between columns, dots between levels, backticks around names that need them.</param>
    /// <returns>The path of each column; empty names are left out.</returns>
    internal static List<IReadOnlyList<string>> Parse(string list)
    {
        List<IReadOnlyList<string>> columns = [];
        List<string> path = [];
        StringBuilder name = new();
        int at = 0;
        while (at < list.Length)
        {
            char unit = list[at++];
            switch (unit)
            {
                case '`':
                    at = TakeQuoted(list, at, name);
                    break;
                case '.':
                    EndName(path, name);
                    break;
                case ',':
                    EndName(path, name);
                    columns.Add(path);
                    path = [];
                    break;
                default:
                    _ = name.Append(unit);
                    break;
            }
        }

        EndName(path, name);
        columns.Add(path);
        return [.. columns.Where(column => column.All(part => part.Length > 0))];
    }

    // A doubled backtick stands for one.
    private static int TakeQuoted(string list, int at, StringBuilder name)
    {
        while (at < list.Length)
        {
            bool isTick = list[at] == '`';
            if (isTick && !(at + 1 < list.Length && list[at + 1] == '`'))
            {
                return at + 1;
            }

            _ = name.Append(list[at]);
            at += isTick ? 2 : 1;
        }

        return at;
    }

    private static void EndName(List<string> path, StringBuilder name)
    {
        path.Add(name.ToString().Trim());
        _ = name.Clear();
    }
}
