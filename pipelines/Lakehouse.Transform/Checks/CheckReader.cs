using System.Globalization;
using System.Text;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Yaml;

namespace Lakehouse.Transform.Checks;

/// <summary>Reads the checks of a header, and adds those that its grain, key and period imply.</summary>
internal static class CheckReader
{
    private static readonly string[] Kinds = ["unique", "not_null", "accepted_values", "relationship", "row_count_between", "sql"];

    private static readonly string[] Keys = [.. Kinds, "name", "severity", "description"];

    internal static IReadOnlyList<ModelCheck> Read(YamlMap header, Model model, ColumnNames known)
    {
        List<ModelCheck> checks = [];
        foreach (YamlMap item in header.Maps("checks"))
        {
            ModelCheck check = ReadCheck(item, known);
            if (checks.Find(other => string.Equals(other.Name, check.Name, StringComparison.Ordinal)) is { } twin)
            {
                throw new TransformException(
                    "LH4015",
                    $"found the check '{check.Name}' at {item.Where()} and at line {twin.Line}, expected names that differ.",
                    "Give one of them another name with 'name:', or remove it.");
            }

            checks.Add(check);
        }

        foreach (ModelCheck implied in Implied(model))
        {
            AddImplied(checks, implied, header);
        }

        return checks;
    }

    private static void AddImplied(List<ModelCheck> checks, ModelCheck implied, YamlMap header)
    {
        if (checks.Exists(check => States(check, implied)))
        {
            return;
        }

        if (checks.Find(check => string.Equals(check.Name, implied.Name, StringComparison.Ordinal)) is { } taken)
        {
            throw new TransformException(
                "LH4015",
                $"found a check named '{taken.Name}' at {header.File}:{taken.Line}"
                    + $", expected another name, because the header's own '{taken.Name}' is checked under it.",
                "Give the check another name.");
        }

        checks.Add(implied);
    }

    private static ModelCheck ReadCheck(YamlMap item, ColumnNames known)
    {
        string[] kinds = [.. item.Keys.Where(key => Kinds.Contains(key, StringComparer.Ordinal))];
        if (kinds is not [var kind])
        {
            item.AllowOnly(Keys);
            throw new TransformException(
                "LH4014",
                $"found {(kinds.Length == 0 ? "no kind of check" : string.Join(" and ", kinds))} at {item.Where()}"
                    + $", expected one of {string.Join(", ", Kinds)}.",
                "Write one check an item.");
        }

        item.AllowOnly(Keys);
        CheckSeverity severity = ReadSeverity(item);
        string? given = item.Text("name");
        int line = item.Line;
        switch (kind)
        {
            case "unique":
                IReadOnlyList<string> unique = AtLeastOne(known.Require(item, kind), item, kind);
                return new ModelCheck.Unique(given ?? NameOf(kind, unique), severity, line, unique);
            case "not_null":
                IReadOnlyList<string> notNull = AtLeastOne(known.Require(item, kind), item, kind);
                return new ModelCheck.NotNull(given ?? NameOf(kind, notNull), severity, line, notNull);
            case "accepted_values":
                YamlMap accepted = item.RequiredMap(kind);
                accepted.AllowOnly("column", "values");
                string column = known.RequireOne(accepted, "column");
                return new ModelCheck.AcceptedValues(
                    given ?? NameOf(kind, [column]), severity, line, column, AtLeastOne(accepted.Texts("values"), accepted, "values"));
            case "relationship":
                ColumnReference reference = ReadReference(item.RequiredMap(kind), known);
                return new ModelCheck.Relationship(given ?? NameOf(kind, [reference.Column]), severity, line, reference);
            case "row_count_between":
                YamlMap range = item.RequiredMap(kind);
                range.AllowOnly("min", "max");
                return new ModelCheck.RowCountBetween(
                    given ?? kind, severity, line, ReadCount(range, "min") ?? 0, ReadCount(range, "max"));
            default:
                return new ModelCheck.Sql(
                    given ?? string.Create(CultureInfo.InvariantCulture, $"sql_at_line_{line}"),
                    severity,
                    line,
                    item.RequiredText("sql").Trim().TrimEnd(';'));
        }
    }

    private static ColumnReference ReadReference(YamlMap map, ColumnNames known)
    {
        map.AllowOnly("column", "to", "field");
        string column = known.RequireOne(map, "column");
        string to = map.RequiredText("to");
        return to.Split('.') is [{ Length: > 0 }, { Length: > 0 }]
            ? new ColumnReference(column, TableName.Parse(to), map.Text("field") ?? column)
            : throw map.Unexpected("to", map.Find("to")!, "a table as schema.name"); // RequiredText has found it.
    }

    private static long? ReadCount(YamlMap map, string key) => map.Text(key) switch
    {
        null => null,
        { } text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) => count,
        _ => throw map.Unexpected(key, map.Find(key)!, "a whole number that is not negative"), // Text has found it.
    };

    private static CheckSeverity ReadSeverity(YamlMap item) => item.Text("severity") switch
    {
        null or "error" => CheckSeverity.Error,
        "warn" => CheckSeverity.Warn,
        { } other => throw new TransformException(
            "LH4014",
            $"found the severity '{other}' at {item.Where("severity")}, expected error or warn.",
            NearestName.Of(other, ["error", "warn"]) is { } near ? $"Did you mean '{near}'?" : "Mend the severity."),
    };

    private static IReadOnlyList<string> AtLeastOne(IReadOnlyList<string> texts, YamlMap map, string key) =>
        texts.Count > 0 ? texts : throw map.Absent(key);

    private static string NameOf(string kind, IReadOnlyList<string> columns)
    {
        StringBuilder name = new(kind);
        foreach (string column in columns)
        {
            name.Append('_').Append(column.ToLowerInvariant());
        }

        return name.ToString();
    }

    private static IEnumerable<ModelCheck> Implied(Model model)
    {
        if (model.Grain.Count > 0)
        {
            yield return new ModelCheck.Unique("grain", CheckSeverity.Error, 1, model.Grain);
        }

        if (model.Kind == ModelKind.ByKey)
        {
            yield return new ModelCheck.Unique("key", CheckSeverity.Error, 1, model.Key);
            yield return new ModelCheck.NotNull("key_not_null", CheckSeverity.Error, 1, model.Key);
        }

        if (model.Period is { } period)
        {
            yield return new ModelCheck.NotNull("period_not_null", CheckSeverity.Error, 1, [period]);
        }
    }

    /// <summary>Whether a written check already says what an implied one says, so that it need not run twice.</summary>
    private static bool States(ModelCheck written, ModelCheck implied) => (written, implied) switch
    {
        ({ Severity: not CheckSeverity.Error }, _) => false,
        (ModelCheck.Unique left, ModelCheck.Unique right) => SameColumns(left.Columns, right.Columns),
        (ModelCheck.NotNull left, ModelCheck.NotNull right) => right.Columns.All(left.Columns.Contains),
        _ => false,
    };

    private static bool SameColumns(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        left.Count == right.Count && left.All(right.Contains);
}
