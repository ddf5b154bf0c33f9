using System.Text.Json;
using System.Text.Unicode;
using Lakehouse.Ingest.Csv;

namespace Lakehouse.Ingest.Json;

/// <summary>Reads one line of newline-delimited JSON at a time.</summary>
/// <param name="columns">Numbers the names.</param>
internal sealed class JsonLine(JsonColumns columns)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    private readonly List<Value> _values = [];
    private readonly List<int> _touched = [];
    private long _lineNumber;
    private byte[] _text = new byte[4096];

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <returns>What is wrong with it.</returns>
    public RecordFault Read(ReadOnlySpan<byte> line)
    {
        _lineNumber++;
        if (line.Length > RecordSyntax.MaxRecordBytes)
        {
            return RecordFault.TooLong;
        }

        if (!Utf8.IsValid(line))
        {
            return RecordFault.Encoding;
        }

        try
        {
            RecordFault fault = ReadObject(line);
            if (fault == RecordFault.None)
            {
                columns.Confirm(_touched);
            }

            return fault;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape stands for half a character.
            return RecordFault.Json;
        }
    }

    /// <summary>The text of a column in the line that was read last.</summary>
    /// <param name="line">That line.</param>
    /// <param name="column">The column's number.</param>
    /// <param name="text">The text: a string's characters, a number or boolean as written, an object or array as JSON. Valid until the next call.</param>
    /// <returns>False for null and for a name that the object has not.</returns>
    public bool TryText(ReadOnlySpan<byte> line, int column, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (column >= _values.Count || _values[column] is var value && (value.LineNumber != _lineNumber || value.IsNull))
        {
            return false;
        }

        text = line[_values[column].Place];
        if (_values[column].IsEscaped)
        {
            text = Unescape(text);
        }
        else if (text[0] == (byte)'"')
        {
            text = text[1..^1];
        }

        return true;
    }

    private RecordFault ReadObject(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return reader.Read() ? RecordFault.Json : RecordFault.NotAnObject;
        }

        int likely = 0;
        _touched.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int column = columns.Add(ref reader, likely);
            likely = column + 1;
            reader.Read();
            Value value = ReadValue(ref reader, line);
            if (value.HoldsNul)
            {
                return RecordFault.NulByte;
            }

            while (_values.Count <= column)
            {
                _values.Add(default);
            }

            if (_values[column].LineNumber == _lineNumber)
            {
                return RecordFault.NameTwice;
            }

            _values[column] = value;
            _touched.Add(column);
        }

        return reader.Read() ? RecordFault.Json : RecordFault.None;
    }

    private Value ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        int start = (int)reader.TokenStartIndex;
        bool isNull = reader.TokenType == JsonTokenType.Null;
        bool isEscaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped;
        reader.Skip();
        int end = (int)reader.BytesConsumed;
        bool holdsNul = isEscaped && Unescape(line[start..end]).Contains((byte)0);
        return new Value(_lineNumber, start..end, isNull, isEscaped, holdsNul);
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> token)
    {
        if (_text.Length < token.Length)
        {
            _text = new byte[token.Length * 2];
        }

        var reader = new Utf8JsonReader(token);
        reader.Read();
        return _text.AsSpan(0, reader.CopyString(_text));
    }

    private readonly record struct Value(long LineNumber, Range Place, bool IsNull, bool IsEscaped, bool HoldsNul);
}
