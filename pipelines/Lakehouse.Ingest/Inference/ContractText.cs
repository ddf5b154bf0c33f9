using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lakehouse.Delta.Schema;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Inference;

/// <summary>Writes what was found as a source contract, with the evidence as comments.</summary>
public static partial class ContractText
{
    private static readonly string[] Words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

    /// <summary>Writes a contract.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="landing">Where its files land, as the contract is to say it.</param>
    /// <param name="entities">The entities.</param>
    /// <returns>YAML. Entities whose files could not be read are comments.</returns>
    public static string Write(string source, string landing, IReadOnlyList<InferredEntity> entities)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# A first contract, found by looking at every value. Read it: types, keys and cursors are guesses with evidence.\n");
        text.Append(CultureInfo.InvariantCulture, $"source: {source}\nlanding: {Quoted(landing)}\nentities:\n");
        foreach (InferredEntity entity in entities)
        {
            Append(text, entity);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, InferredEntity entity)
    {
        if (entity.Fault is { } fault)
        {
            string line = fault.ReplaceLineEndings(" ");
            text.Append(CultureInfo.InvariantCulture, $"  # {entity.Name}: {entity.FilePattern} could not be read: {line}\n");
            return;
        }

        string files = entity.FileCount == 1 ? "1 file" : $"{entity.FileCount.ToString(CultureInfo.InvariantCulture)} files";
        text.Append(CultureInfo.InvariantCulture, $"  {entity.Name}:  # {files}, {entity.Rows} rows\n    files: {Quoted(entity.FilePattern)}\n");
        if (entity.Format.Kind != FileKind.Csv)
        {
            text.Append(CultureInfo.InvariantCulture, $"    format: {entity.Format.Kind.ToString().ToLowerInvariant()}\n");
        }

        if (entity.Format.Delimiter != ',')
        {
            text.Append(CultureInfo.InvariantCulture, $"    delimiter: {(entity.Format.Delimiter == '\t' ? "tab" : Quoted(entity.Format.Delimiter.ToString()))}\n");
        }

        text.Append(entity.Key.Count > 0
            ? $"    key: [{string.Join(", ", entity.Key.Select(Name))}]  # {(entity.Cursor is null ? "no value twice" : "with the cursor, or alone, no value twice")}\n"
            : "    # key: no column, alone or with the cursor, is different in every row\n");
        text.Append(entity.Cursor is { } cursor
            ? $"    cursor: {Name(cursor)}  # an instant in every row, and its name says so\n"
            : "    # cursor: no instant in every row has a name that says it changes with the row\n");
        text.Append("    columns:\n");
        foreach (InferredColumn column in entity.Columns)
        {
            text.Append(CultureInfo.InvariantCulture, $"      {Name(column.Name)}: {column.Type.ToSql()}  # {Evidence(entity, column)}\n");
        }
    }

    private static string Evidence(InferredEntity entity, InferredColumn column)
    {
        if (column.Values == 0)
        {
            return "no values";
        }

        string filled = column.Values == entity.Rows
            ? "in every row"
            : string.Create(CultureInfo.InvariantCulture, $"{column.Values} of {entity.Rows}");
        string example = column.Example is { Length: > 40 } text ? text[..40] + "…" : column.Example ?? string.Empty;
        bool isText = column.Type is PrimitiveType { Kind: PrimitiveKind.String };
        string shown = string.Concat(example.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return string.Create(CultureInfo.InvariantCulture, $"{filled}, {column.DistinctValues} different{(isText ? string.Empty : $", such as {shown}")}");
    }

    private static string Name(string name) =>
        Plain().IsMatch(name) && !Words.Contains(name.ToLowerInvariant(), StringComparer.Ordinal) ? name : Quoted(name);

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
