using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Preparation;
using Lakehouse.Ingest.Quarantine;

namespace Lakehouse.Ingest.Json;

/// <summary>Writes the objects of a file into its prepared copy, one column a name, and the faulty lines into the rejects.</summary>
internal sealed class NdjsonPreparation
{
    private readonly JsonLine _line;
    private readonly int _columnCount;
    private readonly CsvOutput _output;
    private readonly RejectsFile _rejects;

    /// <summary>Prepares.</summary>
    /// <param name="names">The names that become columns, in order.</param>
    /// <param name="output">The prepared copy.</param>
    /// <param name="rejects">The rejects.</param>
    public NdjsonPreparation(IReadOnlyList<string> names, CsvOutput output, RejectsFile rejects)
    {
        var columns = new JsonColumns();
        foreach (string name in names)
        {
            _ = columns.Add(name);
        }

        _line = new JsonLine(columns);
        _columnCount = names.Count;
        _output = output;
        _rejects = rejects;
    }

    /// <inheritdoc cref="LineAction"/>
    public void Accept(ReadOnlySpan<byte> line, RecordPlace place)
    {
        RecordFault fault = _line.Read(line);
        if (fault != RecordFault.None)
        {
            _rejects.Add(place.Line, QuarantineReason.Of(fault), QuarantineReason.Detail(fault, found: 0, expected: 0), line);
            return;
        }

        _output.Number(place.Line);
        _output.Number(place.Offset);
        _output.Number(place.Length);
        for (int column = 0; column < _columnCount; column++)
        {
            if (_line.TryText(line, column, out ReadOnlySpan<byte> text))
            {
                _output.Text(text);
            }
            else
            {
                _output.Null();
            }
        }

        _output.End();
    }
}
