using System.Text;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Truth;

/// <summary>Writes what is true, as CSV files in the folder <c>truth</c>, and counts the planted flaws.</summary>
/// <param name="folder">The truth folder; made here.</param>
internal sealed class TruthFiles(string folder) : IDisposable
{
    private readonly Dictionary<string, StreamWriter> _writers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _flaws = new(StringComparer.Ordinal);

    /// <summary>How often each flaw was planted.</summary>
    public IReadOnlyDictionary<string, long> Flaws => _flaws;

    /// <summary>Adds a row to a file; the first call for a file gives its header.</summary>
    /// <param name="file">The file's name without ending.</param>
    /// <param name="values">Column and value, the same columns every time.</param>
    public void Add(string file, params ReadOnlySpan<(string Column, string? Value)> values)
    {
        if (!_writers.TryGetValue(file, out StreamWriter? writer))
        {
            Directory.CreateDirectory(folder);
            writer = new StreamWriter(Path.Combine(folder, $"{file}.csv"), append: false, new UTF8Encoding(false))
            {
                NewLine = "\n",
            };
            _writers.Add(file, writer);
            string?[] header = new string?[values.Length];
            for (int i = 0; i < header.Length; i++)
            {
                header[i] = values[i].Column;
            }

            writer.WriteLine(RowText.Csv(header));
        }

        string?[] row = new string?[values.Length];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = values[i].Value;
        }

        writer.WriteLine(RowText.Csv(row));
    }

    /// <summary>Counts a planted flaw.</summary>
    /// <param name="flaw">Its name.</param>
    /// <param name="count">How many.</param>
    public void Count(string flaw, long count = 1) => _flaws[flaw] = _flaws.GetValueOrDefault(flaw) + count;

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (StreamWriter writer in _writers.Values)
        {
            writer.Dispose();
        }

        _writers.Clear();
    }
}
