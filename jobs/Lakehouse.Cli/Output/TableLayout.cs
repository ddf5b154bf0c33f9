namespace Lakehouse.Cli.Output;

/// <summary>Lays out rows as aligned text: headings, a rule, a line a row.</summary>
/// <remarks>
/// With a width, the columns that fit are kept from the left and the others are named, so that no line ever wraps;
/// without one (output that goes to a file or a program) nothing is cut.
/// </remarks>
internal static class TableLayout
{
    private const string Gap = "  ";

    /// <summary>The cells that one text column may take when the width is limited.</summary>
    private const int WidestCell = 48;

    /// <summary>Lays out a table.</summary>
    /// <param name="columns">The columns in order.</param>
    /// <param name="rows">The rows: a text a column, one line each.</param>
    /// <param name="width">The cells of a line, or null for any number.</param>
    /// <param name="tone">The tone of a cell by row, column and text; null for plain.</param>
    /// <returns>The lines, and the columns that did not fit.</returns>
    internal static LaidOutTable Of(
        IReadOnlyList<TableColumn> columns,
        IReadOnlyList<IReadOnlyList<string>> rows,
        int? width,
        Func<int, int, string, Tone>? tone = null)
    {
        List<Cells> laidOut = [];
        List<string> hidden = [];
        int taken = 0;
        for (int index = 0; index < columns.Count; index++)
        {
            Cells cells = Cells.Pad(columns[index], rows, index, width is { } limit ? Math.Min(limit, WidestCell) : null);
            int needed = cells.Width + (laidOut.Count == 0 ? 0 : Gap.Length);
            if (width is { } most && laidOut.Count > 0 && (hidden.Count > 0 || taken + needed > most))
            {
                hidden.Add(columns[index].Name);
                continue;
            }

            taken += needed;
            laidOut.Add(cells);
        }

        List<StyledLine> lines =
        [
            Line(laidOut, cells => new StyledText(cells.Heading, Tone.Heading)),
            Line(laidOut, cells => new StyledText(new string('-', cells.Width), Tone.Quiet)),
        ];
        for (int row = 0; row < rows.Count; row++)
        {
            int current = row;
            lines.Add(Line(laidOut, cells => cells.Piece(current, tone)));
        }

        return new LaidOutTable(lines, hidden);
    }

    private static StyledLine Line(List<Cells> columns, Func<Cells, StyledText> piece)
    {
        List<StyledText> pieces = [];
        foreach (Cells cells in columns)
        {
            if (pieces.Count > 0)
            {
                pieces.Add(new StyledText(Gap, Tone.Plain));
            }

            pieces.Add(piece(cells));
        }

        return new StyledLine(pieces);
    }

    /// <summary>One column with every text padded to the same width.</summary>
    private sealed record Cells(int Column, string Heading, int Width, IReadOnlyList<string> Texts)
    {
        internal static Cells Pad(TableColumn column, IReadOnlyList<IReadOnlyList<string>> rows, int index, int? widest)
        {
            List<string> texts = [.. rows.Select(row => row[index])];
            if (column.IsNumber)
            {
                AlignPoints(texts);
            }

            string heading = ValueText.OneLine(column.Name);
            if (widest is { } limit)
            {
                heading = TextWidth.Fit(heading, limit);
                // A number is never cut: its first digits alone would be another number.
                texts = column.IsNumber ? texts : [.. texts.Select(text => TextWidth.Fit(text, limit))];
            }

            int width = texts.Select(TextWidth.Of).Append(TextWidth.Of(heading)).Max();
            Func<string, int, string> pad = column.IsNumber ? TextWidth.PadLeft : TextWidth.PadRight;
            return new Cells(index, pad(heading, width), width, [.. texts.Select(text => pad(text, width))]);
        }

        internal StyledText Piece(int row, Func<int, int, string, Tone>? tone)
        {
            string text = Texts[row];
            return new StyledText(text, tone?.Invoke(row, Column, text.Trim()) ?? Tone.Plain);
        }

        // Blanks after the shorter fractions put the points below one another; null and NaN have none to align.
        private static void AlignPoints(List<string> texts)
        {
            int longest = texts.Select(Fraction).DefaultIfEmpty(0).Max();
            for (int row = 0; longest > 0 && row < texts.Count; row++)
            {
                texts[row] += new string(' ', char.IsAsciiDigit(texts[row][^1]) ? longest - Fraction(texts[row]) : 0);
            }
        }

        private static int Fraction(string text)
        {
            int point = text.IndexOf('.', StringComparison.Ordinal);
            return point < 0 ? 0 : text.Length - point;
        }
    }
}

/// <summary>A laid out table.</summary>
/// <param name="Lines">The lines: headings, a rule, the rows.</param>
/// <param name="HiddenColumns">The names of the columns that the width had no room for.</param>
internal sealed record LaidOutTable(IReadOnlyList<StyledLine> Lines, IReadOnlyList<string> HiddenColumns);
