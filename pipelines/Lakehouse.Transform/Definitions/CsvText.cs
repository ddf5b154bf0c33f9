using System.Text;

namespace Lakehouse.Transform.Definitions;

/// <summary>Reads CSV as RFC 4180 has it: commas, double quotes doubled inside quotes, line ends inside quotes allowed.</summary>
internal sealed class CsvText
{
    private readonly string _text;
    private readonly string _file;
    private int _at;
    private int _line = 1;

    private CsvText(string text, string file)
    {
        _text = text;
        _file = file;
    }

    /// <summary>Reads all records; lines without anything are left out.</summary>
    /// <param name="text">The text; line ends are line feeds.</param>
    /// <param name="file">The file that errors name.</param>
    /// <exception cref="TransformException"><c>LH4032</c>: a quote is not closed, or stands where none may.</exception>
    internal static List<CsvRecord> Read(string text, string file)
    {
        CsvText reader = new(text, file);
        List<CsvRecord> records = [];
        while (reader._at < text.Length)
        {
            if (reader.NextRecord() is { } record)
            {
                records.Add(record);
            }
        }

        return records;
    }

    private CsvRecord? NextRecord()
    {
        int line = _line;
        List<string?> fields = [];
        while (true)
        {
            fields.Add(NextField());
            if (_at < _text.Length && _text[_at] == ',')
            {
                _at++;
                continue;
            }

            if (_at < _text.Length)
            {
                _at++;
                _line++;
            }

            return fields is [null] ? null : new CsvRecord(line, fields);
        }
    }

    private string? NextField()
    {
        if (_at < _text.Length && _text[_at] == '"')
        {
            return QuotedField();
        }

        int end = _text.AsSpan(_at).IndexOfAny(',', '\n');
        string field = end < 0 ? _text[_at..] : _text.Substring(_at, end);
        if (field.Contains('"', StringComparison.Ordinal))
        {
            throw Fault(
                $"a quote inside the field {field}",
                "a quote only at the start of a field",
                "Put the whole field in quotes and double the quotes inside it.");
        }

        _at += field.Length;
        return field.Length == 0 ? null : field;
    }

    private string QuotedField()
    {
        int startLine = _line;
        StringBuilder field = new();
        for (_at++; _at < _text.Length; _at++)
        {
            char c = _text[_at];
            if (c != '"')
            {
                _line += c == '\n' ? 1 : 0;
                field.Append(c);
            }
            else if (_at + 1 < _text.Length && _text[_at + 1] == '"')
            {
                field.Append('"');
                _at++;
            }
            else
            {
                _at++;
                return _at == _text.Length || _text[_at] is ',' or '\n'
                    ? field.ToString()
                    : throw Fault(
                        $"'{_text[_at]}' after a closing quote",
                        "a comma or the end of the line",
                        "Double the quotes inside a quoted field.");
            }
        }

        _line = startLine;
        throw Fault("a quote that is never closed", "a closing quote", "Close the field with a quote.");
    }

    private TransformException Fault(string found, string expected, string nextStep)
    {
        int lineStart = _at == 0 ? 0 : _text.LastIndexOf('\n', Math.Min(_at, _text.Length) - 1) + 1;
        return new TransformException("LH4032", $"found {found} at {_file}:{_line}:{_at - lineStart + 1}, expected {expected}.", nextStep);
    }
}
