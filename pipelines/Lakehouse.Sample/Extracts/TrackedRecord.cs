namespace Lakehouse.Sample.Extracts;

/// <summary>A record that changes over time and is extracted whole at the end of every month in which it changed.</summary>
/// <param name="layout">What it looks like.</param>
/// <param name="firstStamp">When it first counts as changed.</param>
internal sealed class TrackedRecord(ExtractLayout layout, DateTime firstStamp)
{
    private readonly string?[] _first = new string?[layout.Columns.Count];
    private readonly List<(DateTime At, int Column, string? Value)> _changes = [];

    /// <summary>The record's id, its first column.</summary>
    public string Id => _first[0]!;

    /// <summary>When it first counts as changed.</summary>
    public DateTime FirstStamp { get; private set; } = firstStamp;

    /// <summary>Moves the creation to an earlier instant, if it was later.</summary>
    /// <param name="instant">The latest instant at which the record must exist.</param>
    public void ExistBy(DateTime instant)
    {
        if (instant < FirstStamp)
        {
            FirstStamp = instant;
            _first[layout["CreatedDate"]] = FieldText.Of(instant);
        }
    }

    /// <summary>Sets first values.</summary>
    /// <param name="values">Column and value.</param>
    public TrackedRecord With(params ReadOnlySpan<(string Column, string? Value)> values)
    {
        foreach ((string column, string? value) in values)
        {
            _first[layout[column]] = value;
        }

        return this;
    }

    /// <summary>The first value of a column.</summary>
    /// <param name="column">Its name.</param>
    public string? First(string column) => _first[layout[column]];

    /// <summary>Notes a change. Changes may be noted in any order.</summary>
    /// <param name="at">When; changes before the first stamp count at the first stamp.</param>
    /// <param name="column">What.</param>
    /// <param name="value">To what.</param>
    public void Change(DateTime at, string column, string? value) =>
        _changes.Add((at < FirstStamp ? FirstStamp : at, layout[column], value));

    /// <summary>Unmakes the changes noted after an instant, because something else happened instead.</summary>
    /// <param name="instant">The last instant that is kept.</param>
    /// <param name="column">The column whose changes are meant; null for all.</param>
    public void DropChangesAfter(DateTime instant, string? column = null)
    {
        int? position = column is null ? null : layout[column];
        _changes.RemoveAll(change => change.At > instant && (position is null || change.Column == position));
    }

    /// <summary>The value of a column at an instant.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="instant">When; changes of that instant count.</param>
    public string? At(string column, DateTime instant)
    {
        int position = layout[column];
        return _changes.Where(change => change.Column == position && change.At <= instant)
            .OrderBy(change => change.At)
            .Select(change => (true, change.Value))
            .LastOrDefault((false, _first[position])).Item2;
    }

    /// <summary>Delivers the record's versions, one for each month in which it changed.</summary>
    /// <param name="calendar">The months.</param>
    /// <param name="sink">Where they go.</param>
    public void Deliver(SampleCalendar calendar, ExtractSink sink)
    {
        string?[] row = [.. _first];
        DateTime stamp = FirstStamp;
        foreach ((DateTime at, int column, string? value) in _changes.OrderBy(change => change.At))
        {
            if (calendar.MonthOf(at) != calendar.MonthOf(stamp))
            {
                sink.Add(layout, stamp, Stamped(row, stamp));
            }

            row[column] = value;
            stamp = at;
        }

        sink.Add(layout, stamp, Stamped(row, stamp));
    }

    private string?[] Stamped(string?[] row, DateTime stamp)
    {
        string?[] version = [.. row];
        string text = FieldText.Of(stamp);
        version[layout.CursorPosition] = text;
        if (layout.Has("LastModifiedDate"))
        {
            version[layout["LastModifiedDate"]] = text;
        }

        return version;
    }
}
