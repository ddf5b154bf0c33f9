using Lakehouse.Project;
using Lakehouse.Transform.Yaml;

namespace Lakehouse.Transform.Models;

/// <summary>The columns that a header declares, against which its other keys are held.</summary>
internal sealed class ColumnNames(IReadOnlyList<ModelColumn> columns)
{
    /// <summary>Reads a list of columns, each in the case in which it is declared.</summary>
    /// <exception cref="TransformException"><c>LH4010</c>: one of them is not declared.</exception>
    internal IReadOnlyList<string> Require(YamlMap map, string key) => [.. map.Texts(key).Select(name => Declared(name, map.Where(key)))];

    /// <summary>Reads one column that must be given.</summary>
    /// <exception cref="TransformException"><c>LH4005</c>, <c>LH4010</c>.</exception>
    internal string RequireOne(YamlMap map, string key) => Declared(map.RequiredText(key), map.Where(key));

    private string Declared(string name, string where)
    {
        if (columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)) is { } declared)
        {
            return declared.Name;
        }

        IEnumerable<string> names = columns.Select(column => column.Name);
        throw new TransformException(
            "LH4010",
            $"found the column '{name}' at {where}, expected one that the header declares.",
            NearestName.Of(name, names) is { } near ? $"Did you mean '{near}'?" : "Declare it under 'columns:'.");
    }
}
