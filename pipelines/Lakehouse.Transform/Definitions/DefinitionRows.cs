using Lakehouse.Project;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Definitions;

/// <summary>The rows of a definition, typed and checked.</summary>
internal static class DefinitionRows
{
    /// <summary>Reads the rows of a definition's file.</summary>
    /// <returns>Values in the order of the declared columns.</returns>
    /// <exception cref="TransformException">
    /// <c>LH4031</c> header, <c>LH4032</c> structure, <c>LH4033</c> a value, <c>LH4034</c> a key that occurs twice.
    /// </exception>
    internal static IReadOnlyList<IReadOnlyList<object?>> Read(Definition definition)
    {
        string file = definition.File.FullPath;
        List<CsvRecord> records = CsvText.Read(definition.Text, file);
        int[] order = Order(definition, records.Count == 0 ? new CsvRecord(1, []) : records[0]);
        List<IReadOnlyList<object?>> rows = new(Math.Max(0, records.Count - 1));
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        int[] key = [.. definition.Key.Select(name => IndexOf(definition, name))];
        foreach (CsvRecord record in records.Skip(1))
        {
            object?[] row = Row(definition, record, order);
            RequireNewKey(definition, record, lines, key.Select(index => record.Fields[order[index]]));
            rows.Add(row);
        }

        return rows;
    }

    private static int[] Order(Definition definition, CsvRecord header)
    {
        string[] given = [.. header.Fields.Select(field => (field ?? string.Empty).Trim())];
        string[] declared = [.. definition.Columns.Select(column => column.Name)];
        string[] missing = [.. declared.Except(given, StringComparer.Ordinal)];
        string[] unexpected = [.. given.Except(declared, StringComparer.Ordinal)];
        if (missing.Length + unexpected.Length > 0 || given.Length != declared.Length)
        {
            string near = unexpected.Length > 0 && NearestName.Of(unexpected[0], missing) is { } name
                ? $" Is '{unexpected[0]}' meant to be '{name}'?"
                : string.Empty;
            throw new TransformException(
                "LH4031",
                $"found the columns {string.Join(", ", given)} at {definition.File.FullPath}:1"
                    + $", expected {string.Join(", ", declared)}, in any order.{near}",
                "Make the file's first line and definitions.yml agree.");
        }

        return [.. declared.Select(name => Array.IndexOf(given, name))];
    }

    private static object?[] Row(Definition definition, CsvRecord record, int[] order)
    {
        if (record.Fields.Count != order.Length)
        {
            throw new TransformException(
                "LH4032",
                $"found {record.Fields.Count} fields at {definition.File.FullPath}:{record.Line}, expected {order.Length}.",
                "Put a field that holds a comma in quotes.");
        }

        object?[] row = new object?[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ModelColumn column = definition.Columns[i];
            string? text = record.Fields[order[i]];
            row[i] = text is null
                ? null
                : TypedText.TryRead(column.Type, text) ?? throw new TransformException(
                    "LH4033",
                    $"found '{text}' in column {column.Name} at {definition.File.FullPath}:{record.Line}"
                        + $", expected a {column.Type.ToSql()}.",
                    "Mend the value; an empty field is null.");
        }

        return row;
    }

    private static void RequireNewKey(Definition definition, CsvRecord record, Dictionary<string, int> lines, IEnumerable<string?> key)
    {
        string text = string.Join(", ", key.Select(value => value ?? "null"));
        if (!lines.TryAdd(text, record.Line))
        {
            throw new TransformException(
                "LH4034",
                $"found the key ({text}) at {definition.File.FullPath}:{lines[text]} and at line {record.Line}, expected each "
                    + $"{string.Join(", ", definition.Key)} once.",
                "Remove one of the lines, or widen the key in definitions.yml.");
        }
    }

    private static int IndexOf(Definition definition, string name)
    {
        for (int i = 0; i < definition.Columns.Count; i++)
        {
            if (string.Equals(definition.Columns[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
