using System.Buffers;
using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Flaws;

/// <summary>Decides what is wrong with the deliveries of one entity, and tells it.</summary>
/// <param name="world">Calendar and truth.</param>
/// <param name="layout">The entity.</param>
internal sealed class DeliveryFlaws(SampleWorld world, ExtractLayout layout)
{
    private const int RowsPerMalformed = 8;
    private const double CorrectedRowShare = 0.05;

    private readonly DeliveryPlan _plan = DeliveryPlan.Of(layout.Entity);
    private readonly RandomStream _chance = world.Chance("delivery " + layout.Entity);
    private List<ExtractRow> _carried = [];
    private Delivery? _last;

    /// <summary>Gives the files of a month.</summary>
    /// <param name="month">The month.</param>
    /// <param name="rows">Its rows in order.</param>
    public IEnumerable<Delivery> Deliver(int month, List<ExtractRow> rows)
    {
        List<ExtractRow> delivered = HoldBack(month, rows);
        if (delivered.Count == 0)
        {
            yield break;
        }

        if (IsMonth(_plan.Shuffled, month))
        {
            _chance.Shuffle(delivered);
            world.Truth.Count("file_out_of_order");
        }

        string name = $"{layout.FilePrefix}_{world.Calendar.NameOf(month)}";
        Delivery file = MakeFile(month, name + layout.FileEnding, delivered);
        if (IsMonth(_plan.Late, month))
        {
            int later = world.Calendar.Months - 1;
            _last = file with { Name = $"{layout.FilePrefix}_{world.Calendar.NameOf(later)}_late{layout.FileEnding}" };
            world.Truth.Count("file_late");
            world.Truth.Add(
                "late_files",
                ("file", $"{layout.Source}/{_last.Name}"),
                ("holds_month", world.Calendar.NameOf(month)));
            yield break;
        }

        yield return file;
        if (IsMonth(_plan.Resent, month))
        {
            Delivery again = file with { Name = $"{name}_resent{layout.FileEnding}" };
            Tell(again, file, changed: 0);
            yield return again;
        }

        if (IsMonth(_plan.Corrected, month))
        {
            yield return Correct(month, file, name, delivered);
        }
    }

    /// <summary>Gives the files that come after all months.</summary>
    public IEnumerable<Delivery> DeliverRest() => _last is null ? [] : [_last];

    private bool IsMonth(double share, int month) => share >= 0 && month == (int)(share * world.Calendar.Months);

    private List<ExtractRow> HoldBack(int month, List<ExtractRow> rows)
    {
        List<ExtractRow> carried = _carried;
        List<ExtractRow> delivered = [];
        _carried = [];
        bool isLast = month == world.Calendar.Months - 1;
        DateTime overlapFrom = world.Calendar.MonthStart(month + 1).AddDays(-_plan.OverlapDays);
        foreach (ExtractRow row in rows)
        {
            if (!isLast && _plan.LateRowShare > 0 && _chance.Chance(_plan.LateRowShare))
            {
                TellLateRow(month, row);
                _carried.Add(row);
                continue;
            }

            delivered.Add(row);
            if (!isLast && row.ChangedAt >= overlapFrom)
            {
                _carried.Add(row);
                world.Truth.Count("row_delivered_in_two_files");
            }
        }

        // Late rows stand behind the month's own: nothing in the file is in order any more.
        delivered.AddRange(carried);
        return delivered;
    }

    private void TellLateRow(int month, ExtractRow row)
    {
        world.Truth.Count("late_row");
        world.Truth.Add(
            "late_rows",
            ("entity", layout.Entity),
            ("id", row.Fields[0]),
            ("cursor", row.Fields[layout.CursorPosition]),
            ("delivered_in", $"{layout.Source}/{layout.FilePrefix}_{world.Calendar.NameOf(month + 1)}{layout.FileEnding}"));
    }

    private Delivery MakeFile(int month, string name, List<ExtractRow> rows)
    {
        List<ReadOnlyMemory<byte>> lines = LinesOf(month, rows);
        List<(ReadOnlyMemory<byte> Line, Malformation Kind)> spoiled = [];
        foreach ((double share, Malformation kind) in _plan.Malformed)
        {
            // A bad row among few good ones would have the whole file refused.
            if (IsMonth(share, month) && rows.Count >= RowsPerMalformed * (spoiled.Count + 1))
            {
                spoiled.Add((MalformedLine.Of(layout, _plan, _chance.Pick(rows), kind), kind));
            }
        }

        bool isCutOff = false;
        foreach ((ReadOnlyMemory<byte> line, Malformation kind) in spoiled)
        {
            bool isAtEnd = kind == Malformation.UnclosedQuote;
            isCutOff |= isAtEnd;
            lines.Insert(isAtEnd ? lines.Count : _chance.NextInt(lines.Count), line);
        }

        TellMalformed(name, lines, spoiled);
        bool isFromWindows = IsMonth(_plan.Windows, month);
        if (isFromWindows)
        {
            world.Truth.Count("file_with_mark_and_crlf");
        }

        return new Delivery(name, lines)
        {
            MalformedCount = spoiled.Count,
            MoreColumns = HasMoreColumn(month) ? [_plan.MoreColumn!] : [],
            IsFromWindows = isFromWindows,
            IsCutOff = isCutOff,
        };
    }

    private bool HasMoreColumn(int month) =>
        _plan.MoreColumn is not null && month >= (int)(_plan.MoreColumnFrom * world.Calendar.Months);

    // One buffer holds all lines of a file; a line is a part of it.
    private List<ReadOnlyMemory<byte>> LinesOf(int month, List<ExtractRow> rows)
    {
        ArrayBufferWriter<byte> buffer = new(rows.Count * 200);
        int[] ends = new int[rows.Count];
        for (int i = 0; i < ends.Length; i++)
        {
            WriteLine(month, rows[i].Fields, buffer);
            ends[i] = buffer.WrittenCount;
        }

        List<ReadOnlyMemory<byte>> lines = new(rows.Count);
        for (int i = 0; i < ends.Length; i++)
        {
            int start = i == 0 ? 0 : ends[i - 1];
            lines.Add(buffer.WrittenMemory[start..ends[i]]);
        }

        return lines;
    }

    private void WriteLine(int month, string?[] fields, ArrayBufferWriter<byte> buffer)
    {
        string?[] whole = fields;
        if (HasMoreColumn(month))
        {
            string more = layout.IsNdjson ? $"gclid-{_chance.NextInt(1 << 30):x8}" : FieldText.Of(_chance.Chance(0.7));
            whole = [.. fields, more];
        }

        if (layout.IsNdjson)
        {
            RowText.WriteJson(layout, whole, _plan.MoreColumn, buffer);
        }
        else
        {
            RowText.WriteCsv(whole, buffer);
        }
    }

    private void TellMalformed(
        string name,
        List<ReadOnlyMemory<byte>> lines,
        List<(ReadOnlyMemory<byte> Line, Malformation Kind)> spoiled)
    {
        if (spoiled.Count == 0)
        {
            return;
        }

        // A quoted value may hold line ends, so that rows and lines of a file are not the same.
        int line = layout.IsNdjson ? 1 : 2;
        for (int row = 0; row < lines.Count; row++)
        {
            foreach ((ReadOnlyMemory<byte> _, Malformation kind) in spoiled.Where(each => each.Line.Equals(lines[row])))
            {
                world.Truth.Count("malformed_row");
                world.Truth.Add(
                    "malformed_rows",
                    ("file", $"{layout.Source}/{name}"),
                    ("line", FieldText.Of(line)),
                    ("row", FieldText.Of(row + 1)),
                    ("reason", kind.ToString()));
            }

            line += 1 + lines[row].Span.Count((byte)'\n');
        }
    }

    private Delivery Correct(int month, Delivery file, string name, List<ExtractRow> rows)
    {
        DateTime end = world.Calendar.MonthStart(month + 1);
        int column = layout[_plan.CorrectedColumn!];
        List<ReadOnlyMemory<byte>> lines = [.. file.Lines];
        int changed = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            DateTime at = rows[i].ChangedAt.AddSeconds(1);
            if (at < end && (_chance.Chance(CorrectedRowShare) || changed == 0))
            {
                string?[] fields = [.. rows[i].Fields];
                fields[column] = $"{fields[column]} (corrected)".TrimStart();
                fields[layout.CursorPosition] = FieldText.Of(at);
                ArrayBufferWriter<byte> line = new();
                WriteLine(month, fields, line);
                lines[i] = line.WrittenMemory;
                changed++;
            }
        }

        Delivery again = file with { Name = $"{name}_corrected{layout.FileEnding}", Lines = lines };
        Tell(again, file, changed);
        return again;
    }

    private void Tell(Delivery again, Delivery file, int changed)
    {
        world.Truth.Count(changed == 0 ? "file_delivered_twice" : "file_delivered_again_corrected");
        world.Truth.Add(
            "redelivered_files",
            ("file", $"{layout.Source}/{again.Name}"),
            ("of_file", $"{layout.Source}/{file.Name}"),
            ("is_identical", FieldText.Of(changed == 0)),
            ("changed_rows", FieldText.Of(changed)));
    }
}
