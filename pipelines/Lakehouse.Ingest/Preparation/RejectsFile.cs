using System.Text;
using Lakehouse.Ingest.Csv;

namespace Lakehouse.Ingest.Preparation;

/// <summary>The rows of a file that go to quarantine: line, reason, detail and raw text, as CSV without a header.</summary>
/// <param name="path">Where to write it.</param>
internal sealed class RejectsFile(string path) : IDisposable
{
    private readonly CsvOutput _output = new(path);

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Adds a row.</summary>
    /// <param name="line">The line on which it begins, from 1; a row of Parquet: its number, from 1.</param>
    /// <param name="reason">The stable code.</param>
    /// <param name="detail">One sentence for a person.</param>
    /// <param name="raw">The row's bytes.</param>
    public void Add(long line, string reason, string detail, ReadOnlySpan<byte> raw)
    {
        _output.Number(line);
        _output.Text(Encoding.UTF8.GetBytes(reason));
        _output.Text(Encoding.UTF8.GetBytes(detail));
        _output.Text(Encoding.UTF8.GetBytes(RawText.Of(raw[..Math.Min(raw.Length, RecordSyntax.MaxRecordBytes)])));
        _output.End();
    }

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();
}
