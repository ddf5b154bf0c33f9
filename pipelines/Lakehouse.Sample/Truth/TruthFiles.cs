using System.Buffers;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Truth;

/// <summary>Writes what is true, as CSV files in the folder <c>truth</c>, and counts the planted flaws.</summary>
/// <param name="folder">The truth folder; made here.</param>
internal sealed class TruthFiles(string folder) : IDisposable
{
    private const int BufferBytes = 32_768;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Dictionary<string, FileStream> _writers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _flaws = new(StringComparer.Ordinal);

    /// <summary>How often each flaw was planted.</summary>
    public IReadOnlyDictionary<string, long> Flaws => _flaws;

    /// <summary>Adds a row to a file; the first call for a file gives its header.</summary>
    /// <param name="file">The file's name without ending.</param>
    /// <param name="values">Column and value, the same columns every time.</param>
    public void Add(string file, params ReadOnlySpan<(string Column, string? Value)> values)
    {
        if (!_writers.TryGetValue(file, out FileStream? writer))
        {
            Directory.CreateDirectory(folder);
            writer = File.Create(Path.Combine(folder, $"{file}.csv"), BufferBytes);
            _writers.Add(file, writer);
            WriteLine(writer, values, static value => value.Column);
        }

        WriteLine(writer, values, static value => value.Value);
    }

    private void WriteLine(
        FileStream writer,
        ReadOnlySpan<(string Column, string? Value)> values,
        Func<(string Column, string? Value), string?> choose)
    {
        string?[] row = new string?[values.Length];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = choose(values[i]);
        }

        _line.ResetWrittenCount();
        RowText.WriteCsv(row, _line);
        _line.Write("\n"u8);
        writer.Write(_line.WrittenSpan);
    }

    /// <summary>Counts a planted flaw.</summary>
    /// <param name="flaw">Its name.</param>
    /// <param name="count">How many.</param>
    public void Count(string flaw, long count = 1)
    {
        if (count > 0)
        {
            _flaws[flaw] = _flaws.GetValueOrDefault(flaw) + count;
        }
    }

    /// <summary>Counts a flaw of a record and tells whose it is.</summary>
    /// <param name="flaw">The flaw's name.</param>
    /// <param name="kind">The kind of record, for example <c>opportunity</c>.</param>
    /// <param name="id">The record.</param>
    public void Flaw(string flaw, string kind, string id)
    {
        Count(flaw);
        Add("record_flaws", ("flaw", flaw), ("object", kind), ("id", id));
    }

    /// <summary>Counts and tells a merge.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="id">The record that went.</param>
    /// <param name="into">The record that stayed.</param>
    /// <param name="at">When.</param>
    public void Merged(string kind, string id, string into, DateTime at)
    {
        Count($"merged_{kind}");
        Add("merged", ("object", kind), ("id", id), ("merged_into", into), ("at", FieldText.Of(at)));
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (FileStream writer in _writers.Values)
        {
            writer.Dispose();
        }

        _writers.Clear();
    }
}
