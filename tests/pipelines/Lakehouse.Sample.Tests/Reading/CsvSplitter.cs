namespace Lakehouse.Sample.Tests.Reading;

/// <summary>Splits CSV (RFC 4180) into records of fields, in bytes.</summary>
internal sealed class CsvSplitter
{
    private readonly List<(int Line, List<byte[]> Fields, bool IsClosed)> _records = [];
    private readonly List<byte> _field = [];
    private List<byte[]> _fields = [];
    private bool _isQuoted;
    private bool _wasQuote;
    private int _line = 1;
    private int _recordLine = 1;

    public List<(int Line, List<byte[]> Fields, bool IsClosed)> Split(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            _line += value == '\n' ? 1 : 0;
            Take(value);
        }

        if (_fields.Count > 0 || _field.Count > 0)
        {
            _records.Add((_recordLine, [.. _fields, [.. _field]], !_isQuoted));
        }

        return _records;
    }

    private void Take(byte value)
    {
        if (value == '"')
        {
            // A quote right behind a closing one is a quote inside the value.
            if (_wasQuote && !_isQuoted)
            {
                _field.Add(value);
            }

            _isQuoted = !_isQuoted;
            _wasQuote = !_isQuoted;
            return;
        }

        _wasQuote = false;
        if (_isQuoted || value is not ((byte)',' or (byte)'\n' or (byte)'\r'))
        {
            _field.Add(value);
        }
        else if (value != '\r')
        {
            EndField(isLast: value == '\n');
        }
    }

    private void EndField(bool isLast)
    {
        _fields.Add([.. _field]);
        _field.Clear();
        if (isLast)
        {
            _records.Add((_recordLine, _fields, true));
            _fields = [];
            _recordLine = _line;
        }
    }
}
