using Spectre.Console;

namespace Lakehouse.Cli.Output;

/// <summary>Where a command writes: answers to standard output, everything else to standard error.</summary>
/// <remarks>
/// With <c>--json</c> standard output holds JSON objects and nothing else. Colours and live lines appear only on a
/// terminal, never with <c>--no-color</c>, <c>NO_COLOR</c> (no-color.org) or <c>TERM=dumb</c>.
/// </remarks>
internal sealed class Terminal
{
    private readonly Surroundings _surroundings;
    private readonly bool _isColoured;
    private IAnsiConsole? _out;
    private IAnsiConsole? _error;

    internal Terminal(Surroundings surroundings, TerminalChoices choices)
    {
        _surroundings = surroundings;
        Choices = choices;
        _isColoured = !choices.NoColor
            && surroundings.Variable("NO_COLOR") is null or ""
            && surroundings.Variable("TERM") != "dumb";
    }

    /// <summary>What the command line says about output.</summary>
    internal TerminalChoices Choices { get; }

    /// <summary>Whether a live line may be drawn.</summary>
    internal bool CanDraw => _surroundings.ErrorIsTerminal && !Choices.Quiet && !Choices.Json && _surroundings.Variable("TERM") != "dumb";

    /// <summary>The width that tables keep to, or null where nobody looks at a screen.</summary>
    internal int? TableWidth => _surroundings.OutIsTerminal ? _surroundings.Width : null;

    /// <summary>Writes a line of an answer; with <c>--json</c> it is a message.</summary>
    /// <param name="line">The line.</param>
    internal void Answer(StyledLine line)
    {
        if (Choices.Json)
        {
            Message(line);
            return;
        }

        Write(_surroundings.Out, _surroundings.OutIsTerminal, ref _out, line);
    }

    /// <inheritdoc cref="Answer(StyledLine)"/>
    internal void Answer(string line, Tone tone = Tone.Plain) => Answer(StyledLine.Of(line, tone));

    /// <summary>Writes a line that helps and is no part of the answer; not with <c>--quiet</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="tone">Its tone.</param>
    internal void Hint(string line, Tone tone = Tone.Quiet)
    {
        if (!Choices.Quiet)
        {
            Answer(StyledLine.Of(line, tone));
        }
    }

    /// <summary>Writes a line to standard error.</summary>
    /// <param name="line">The line.</param>
    internal void Message(StyledLine line) => Write(_surroundings.Error, _surroundings.ErrorIsTerminal, ref _error, line);

    /// <inheritdoc cref="Message(StyledLine)"/>
    internal void Message(string line, Tone tone = Tone.Plain) => Message(StyledLine.Of(line, tone));

    /// <summary>Writes rows: as aligned text, or with <c>--json</c> as an object a line.</summary>
    /// <param name="rows">The rows.</param>
    internal void Rows(ResultRows rows)
    {
        if (Choices.Json)
        {
            IReadOnlyList<string> names = JsonRows.Unique([.. rows.Columns.Select(column => column.Name)]);
            foreach (IReadOnlyList<object?> row in rows.Values)
            {
                _surroundings.Out.WriteLine(JsonRows.Line(names, row));
            }

            return;
        }

        LaidOutTable table = TableLayout.Of(
            rows.Columns,
            [.. rows.Values.Select(row => (IReadOnlyList<string>)[.. row.Select(ValueText.Of)])],
            TableWidth,
            rows.Tone);
        foreach (StyledLine line in table.Lines)
        {
            Answer(line);
        }

        if (table.HiddenColumns.Count > 0)
        {
            Answer(
                $"{table.HiddenColumns.Count} more {(table.HiddenColumns.Count == 1 ? "column does" : "columns do")} not fit: {string.Join(", ", table.HiddenColumns)}. "
                + "Widen the window, select fewer, or use --json.",
                Tone.Warning);
        }
    }

    /// <summary>Draws the live line on standard error in place of the one before.</summary>
    /// <param name="text">The text; empty takes the line away.</param>
    internal void DrawLine(string text)
    {
        // A last column left free keeps terminals from wrapping.
        _surroundings.Error.Write("\r" + TextWidth.Fit(ValueText.OneLine(text), Math.Max(1, _surroundings.Width - 1)) + "\u001b[K");
        if (text.Length == 0)
        {
            _surroundings.Error.Write('\r');
        }

        _surroundings.Error.Flush();
    }

    /// <summary>Hands on what was written, for an answer that comes in parts.</summary>
    internal void Flush() => _surroundings.Out.Flush();

    private void Write(TextWriter writer, bool isTerminal, ref IAnsiConsole? console, StyledLine line)
    {
        if (!isTerminal || !_isColoured || line.Pieces.All(piece => piece.Tone == Tone.Plain))
        {
            writer.WriteLine(line.ToPlainText());
            return;
        }

        console ??= Console(writer);
        Paragraph paragraph = new() { Overflow = Overflow.Fold };
        foreach (StyledText piece in line.Pieces)
        {
            paragraph.Append(piece.Text, TerminalStyles.Of(piece.Tone));
        }

        console.Write(paragraph);
        console.WriteLine();
    }

    private IAnsiConsole Console(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.Yes,
            ColorSystem = _isColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = _surroundings.Width;
        return console;
    }
}

/// <summary>What the command line says about output.</summary>
/// <param name="Json">Rows as JSON objects.</param>
/// <param name="NoColor">No colours.</param>
/// <param name="Quiet">No hints and no progress.</param>
internal readonly record struct TerminalChoices(bool Json, bool NoColor, bool Quiet);
