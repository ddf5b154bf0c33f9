using System.Buffers.Text;

namespace Lakehouse.Ingest.Preparation;

/// <summary>Writes CSV in one form: comma, double quotes around every text, line feeds.</summary>
internal sealed class CsvOutput : IDisposable
{
    private readonly FileStream _file;
    private byte[] _buffer = new byte[512 * 1024];
    private int _filled;
    private bool _isInRecord;

    /// <summary>Creates a file.</summary>
    /// <param name="path">The file; its folder exists.</param>
    public CsvOutput(string path) =>
        _file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });

    /// <summary>Writes a number as the record's next field.</summary>
    public void Number(long value)
    {
        Separate();
        Span<byte> room = Room(20);
        _ = Utf8Formatter.TryFormat(value, room, out int written);
        _filled += written;
    }

    /// <summary>Writes nothing, which is null, as the record's next field.</summary>
    public void Null() => Separate();

    /// <summary>Writes text as the record's next field.</summary>
    /// <param name="text">UTF-8.</param>
    public void Text(ReadOnlySpan<byte> text)
    {
        Separate();
        Span<byte> room = Room((text.Length * 2) + 2);
        int length = 0;
        room[length++] = (byte)'"';
        for (int quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            text[..(quote + 1)].CopyTo(room[length..]);
            length += quote + 1;
            room[length++] = (byte)'"';
            text = text[(quote + 1)..];
        }

        text.CopyTo(room[length..]);
        length += text.Length;
        room[length++] = (byte)'"';
        _filled += length;
    }

    /// <summary>Ends the record.</summary>
    public void End()
    {
        Room(1)[0] = (byte)'\n';
        _filled++;
        _isInRecord = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        _file.Dispose();
    }

    private void Separate()
    {
        if (_isInRecord)
        {
            Room(1)[0] = (byte)',';
            _filled++;
        }

        _isInRecord = true;
    }

    private Span<byte> Room(int length)
    {
        if (_buffer.Length - _filled < length)
        {
            Flush();
            if (_buffer.Length < length)
            {
                _buffer = new byte[length];
            }
        }

        return _buffer.AsSpan(_filled);
    }

    private void Flush()
    {
        _file.Write(_buffer.AsSpan(0, _filled));
        _filled = 0;
    }
}
