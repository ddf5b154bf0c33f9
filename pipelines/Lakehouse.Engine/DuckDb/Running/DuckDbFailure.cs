using System.Globalization;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace Lakehouse.Engine.DuckDb.Running;

/// <summary>Turns DuckDB's exceptions into coded ones that say where in the SQL, and what to do.</summary>
internal static partial class DuckDbFailure
{
    /// <summary>Describes a failure.</summary>
    /// <param name="cause">What DuckDB threw.</param>
    /// <param name="context">The SQL that it was about.</param>
    /// <returns>The exception to throw.</returns>
    public static EngineException Of(DuckDBException cause, SqlContext context)
    {
        string words = Words(cause.Message);
        (string code, string nextStep) = Classify(words);
        return new EngineException(code, $"{context.Label}: {words}{Where(cause.Message, context)}.", nextStep, cause);
    }

    /// <summary>DuckDB's words without the excerpt of the SQL, its advice and the marks at the end.</summary>
    internal static string Words(string message)
    {
        int excerpt = message.IndexOf("\n\n", StringComparison.Ordinal);
        string words = excerpt < 0 ? message : message[..excerpt];
        return words
            .Replace("!\n", ". ", StringComparison.Ordinal)
            .Replace("\n", " ", StringComparison.Ordinal)
            .TrimEnd('!', '.', ' ');
    }

    /// <summary>The code and the next step for words such as <c>IO Error: …</c>.</summary>
    internal static (string Code, string NextStep) Classify(string words) =>
        Kind(words) switch
        {
            "Parser" => ("LH2101", "Correct the SQL at that place."),
            "Catalog" => ("LH2102", "Correct the name, or build what it names first."),
            "Binder" => ("LH2103", "Correct the name or the types at that place."),
            "Conversion" => (
                "LH2104",
                "Clean the value in the SQL, for example with an lh_to_ function, which gives NULL for text "
                    + "that does not fit."
            ),
            "Out of Range" => ("LH2105", "Give the expression a wider type, or guard it with CASE or nullif."),
            "Invalid Input"
                when words.Contains("magic bytes", StringComparison.Ordinal)
                    || words.Contains("parquet file", StringComparison.OrdinalIgnoreCase) => (
                "LH2205",
                "Check the disk and the file that the message names."
            ),
            "Invalid Input" => ("LH2106", "Correct the value or the argument that the message names."),
            "Not implemented" => ("LH2107", "Write it in the shared dialect."),
            "Constraint" => ("LH2108", "Correct the rows, or the constraint."),
            "Out of Memory" => (
                "LH2201",
                "Raise the memory limit, lower the threads, or give the temporary folder more room."
            ),
            "IO" when words.Contains("No space left", StringComparison.Ordinal) => (
                "LH2202",
                "Free space on that disk and run again; nothing was committed."
            ),
            "IO"
                when words.Contains("ermission denied", StringComparison.Ordinal)
                    || words.Contains("Read-only file system", StringComparison.Ordinal) => (
                "LH2203",
                "Give this user the right to write there, or name another folder."
            ),
            "IO"
                when words.Contains("No such file", StringComparison.Ordinal)
                    || words.Contains("No files found", StringComparison.Ordinal) => (
                "LH2204",
                "Restore the file, or read a version of the table that does not need it."
            ),
            "IO" or "Invalid Parquet" => ("LH2205", "Check the disk and the file that the message names."),
            "Permission" => ("LH2206", "Ask for the right, or name another folder."),
            "INTERNAL" or "FATAL" => ("LH2291", "This is a defect of the engine: report it with the SQL."),
            _ => ("LH2290", "Look up the words of the engine above."),
        };

    // DuckDB writes "Binder Error: ...". Its ErrorType is not set for errors of parsing and binding.
    private static string Kind(string words)
    {
        int end = words.IndexOf(" Error:", StringComparison.Ordinal);
        return end < 0 ? string.Empty : words[..end];
    }

    private static string Where(string message, SqlContext context)
    {
        Match match = Excerpt().Match(message);
        if (!match.Success)
        {
            return string.Empty;
        }

        int line = int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture);
        if (context.CastColumns is { } columns && line >= 2 && line - 2 < columns.Count)
        {
            return $", in the cast of column {columns[line - 2]} to the type that its contract declares";
        }

        string[] lines = context.Sql.Split('\n');
        int ownLine = line - context.LinesBefore;
        if (ownLine < 1 || ownLine > lines.Length)
        {
            return string.Empty;
        }

        string text = lines[ownLine - 1];
        int column = Column(match, text);
        string place = column > 0 ? $", column {column}" : string.Empty;
        return $", at line {ownLine}{place}: {text.Trim()}";
    }

    /// <summary>The column under the caret, from 1; 0 where the excerpt cannot be found in the line.</summary>
    private static int Column(Match match, string line)
    {
        int caret = match.Groups["blanks"].Length - "LINE : ".Length - match.Groups["line"].Length;
        string excerpt = match.Groups["excerpt"].Value;
        bool isCut = excerpt.StartsWith("...", StringComparison.Ordinal);
        string shown = (isCut ? excerpt[3..] : excerpt).TrimEnd('\r');
        if (shown.EndsWith("...", StringComparison.Ordinal) && !line.EndsWith(shown, StringComparison.Ordinal))
        {
            shown = shown[..^3];
        }

        if (!isCut)
        {
            return caret + 1;
        }

        int start = line.IndexOf(shown, StringComparison.Ordinal);
        return start < 0 ? 0 : start + caret - "...".Length + 1;
    }

    [GeneratedRegex(
        @"\nLINE (?<line>\d+): (?<excerpt>[^\n]*)\n(?<blanks> *)\^",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Excerpt();
}
