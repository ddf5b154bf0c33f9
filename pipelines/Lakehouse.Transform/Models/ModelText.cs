namespace Lakehouse.Transform.Models;

/// <summary>The two halves of a model's file.</summary>
/// <param name="Header">The YAML, with blank lines before it: its lines are numbered as in the file.</param>
/// <param name="Sql">The SQL, with blank lines before it: its lines are numbered as in the file.</param>
internal sealed record ModelText(string Header, string Sql)
{
    private const string Opening = "/*---";
    private const string Closing = "---*/";

    /// <summary>Splits a file.</summary>
    /// <exception cref="TransformException">
    /// <c>LH4001</c>: it does not begin with a header. <c>LH4013</c>: nothing follows the header.
    /// </exception>
    internal static ModelText Split(string text, string file)
    {
        string all = text.ReplaceLineEndings("\n");
        int start = all.Length - all.AsSpan().TrimStart("\uFEFF \n\t").Length;
        if (!all.AsSpan(start).StartsWith(Opening, StringComparison.Ordinal))
        {
            throw new TransformException(
                "LH4001",
                $"found no header at {file}:1:1, expected the file to begin with {Opening}.",
                $"Begin it with {Opening}, YAML lines with at least model and columns, and {Closing}.");
        }

        int headerStart = start + Opening.Length;
        int headerEnd = all.IndexOf(Closing, headerStart, StringComparison.Ordinal);
        if (headerEnd < 0)
        {
            throw new TransformException(
                "LH4001",
                $"found a header without an end at {file}:{LineOf(all, start)}:1, expected {Closing} after its YAML.",
                $"Close the header with a line {Closing}.");
        }

        string sql = all[(headerEnd + Closing.Length)..].TrimEnd(' ', '\n', '\t', ';');
        if (string.IsNullOrWhiteSpace(sql))
        {
            throw new TransformException(
                "LH4013",
                $"found nothing after the header at {file}:{LineOf(all, headerEnd)}:1, expected a SELECT.",
                "Write the model's SELECT below its header.");
        }

        return new ModelText(
            NewLines(LineOf(all, headerStart) - 1) + all[headerStart..headerEnd],
            NewLines(LineOf(all, headerEnd + Closing.Length) - 1) + sql);
    }

    private static int LineOf(string text, int position) => text.AsSpan(0, position).Count('\n') + 1;

    private static string NewLines(int count) => new('\n', count);
}
