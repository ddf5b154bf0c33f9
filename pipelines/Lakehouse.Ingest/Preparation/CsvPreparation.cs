using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Quarantine;

namespace Lakehouse.Ingest.Preparation;

/// <summary>Writes the records of a delimited file into its prepared copy, and the faulty ones into the rejects.</summary>
/// <param name="quote">The file's quote.</param>
/// <param name="fieldCount">How many fields a record has.</param>
/// <param name="output">The prepared copy.</param>
/// <param name="rejects">The rejects.</param>
internal sealed class CsvPreparation(byte quote, int fieldCount, CsvOutput output, RejectsFile rejects) : IRecordSink
{
    private byte[] _text = new byte[4096];

    /// <inheritdoc/>
    public void Accept(ReadOnlySpan<byte> bytes, RecordPlace place, RecordFault fault, IReadOnlyList<Range> fields)
    {
        if (fault != RecordFault.None)
        {
            rejects.Add(place.Line, QuarantineReason.Of(fault), QuarantineReason.Detail(fault, fields.Count, fieldCount), bytes);
            return;
        }

        output.Number(place.Line);
        output.Number(place.Offset);
        output.Number(place.Length);
        for (int index = 0; index < fieldCount; index++)
        {
            ReadOnlySpan<byte> field = bytes[fields[index]];
            if (field.IsEmpty)
            {
                output.Null();
            }
            else
            {
                output.Text(field[0] == quote ? Unquote(field[1..^1]) : field);
            }
        }

        output.End();
    }

    private ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> inner)
    {
        if (inner.IndexOf(quote) < 0)
        {
            return inner;
        }

        if (_text.Length < inner.Length)
        {
            _text = new byte[inner.Length * 2];
        }

        int length = 0;
        for (int found = inner.IndexOf(quote); found >= 0; found = inner.IndexOf(quote))
        {
            inner[..(found + 1)].CopyTo(_text.AsSpan(length));
            length += found + 1;
            inner = inner[(found + 2)..];
        }

        inner.CopyTo(_text.AsSpan(length));
        return _text.AsSpan(0, length + inner.Length);
    }
}
