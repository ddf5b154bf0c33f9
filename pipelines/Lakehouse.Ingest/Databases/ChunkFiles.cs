using System.Globalization;

namespace Lakehouse.Ingest.Databases;

/// <summary>Splits one stream of CSV into files that each land whole, each with the header. A file has its name only once it is complete.</summary>
/// <param name="folder">Where they go.</param>
/// <param name="name">How their names begin.</param>
/// <param name="chunkRows">Rows in a file at the most.</param>
internal sealed class ChunkFiles(string folder, string name, int chunkRows)
{
    private const int BufferBytes = 128 * 1024;

    private readonly List<string> _files = [];
    private readonly List<byte> _header = [];

    // why: reading disposes it, whole or not.
#pragma warning disable CA1001
    private FileStream? _file;
#pragma warning restore CA1001
    private bool _hasHeader;
    private bool _isQuoted;
    private long _rows;

    /// <summary>The complete files, in order.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="csv">CSV with a header; lines end in a line feed, quotes are doubled within quotes.</param>
    /// <param name="cancellationToken">Stops the reading; the file under way is deleted.</param>
    public async Task ReadAsync(Stream csv, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            for (int read = await csv.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                read > 0;
                read = await csv.ReadAsync(buffer, cancellationToken).ConfigureAwait(false))
            {
                Take(buffer.AsSpan(0, read));
            }

            Complete();
        }
        finally
        {
            if (_file is not null)
            {
                string part = _file.Name;
                await _file.DisposeAsync().ConfigureAwait(false);
                File.Delete(part);
            }
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = RecordEnd(bytes);
            ReadOnlySpan<byte> piece = bytes[..(end < 0 ? bytes.Length : end)];
            bytes = bytes[piece.Length..];
            if (!_hasHeader)
            {
                _header.AddRange(piece);
                _hasHeader = end >= 0;
                continue;
            }

            (_file ??= Begin()).Write(piece);
            if (end >= 0 && ++_rows == chunkRows)
            {
                Complete();
            }
        }
    }

    // Where the record ends that these bytes go on with; -1 where it does not end in them.
    private int RecordEnd(ReadOnlySpan<byte> bytes)
    {
        for (int index = 0; index < bytes.Length;)
        {
            int next = bytes[index..].IndexOfAny((byte)'"', (byte)'\n');
            if (next < 0)
            {
                return -1;
            }

            index += next + 1;
            if (bytes[index - 1] == (byte)'"')
            {
                _isQuoted = !_isQuoted;
            }
            else if (!_isQuoted)
            {
                return index;
            }
        }

        return -1;
    }

    private FileStream Begin()
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{_files.Count:00000}.csv.part"));
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
        file.Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_header));
        _rows = 0;
        return file;
    }

    private void Complete()
    {
        if (_file is null)
        {
            return;
        }

        string part = _file.Name;
        string whole = part[..^".part".Length];
        _file.Dispose();
        _file = null;
        File.Move(part, whole, overwrite: true);
        _files.Add(whole);
    }
}
