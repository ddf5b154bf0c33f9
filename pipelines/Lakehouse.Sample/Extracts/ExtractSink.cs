using System.Text;

namespace Lakehouse.Sample.Extracts;

/// <summary>Collects rows by entity and month until their files are written.</summary>
/// <remarks>Holds a bounded number of fields in memory; beyond it, rows go to one spool file an entity and month.</remarks>
/// <param name="calendar">The months.</param>
/// <param name="spoolFolder">Where spool files go; made when first needed.</param>
internal sealed class ExtractSink(SampleCalendar calendar, string spoolFolder) : IDisposable
{
    private const int FieldsInMemoryMost = 4_000_000;
    private readonly Dictionary<string, List<ExtractRow>[]> _rows = new(StringComparer.Ordinal);
    private int _fieldsInMemory;
    private long _sequence;

    /// <summary>Adds a row to the month of its cursor. Rows after the sample's end are dropped: nobody has seen them yet.</summary>
    /// <param name="layout">Whose row it is.</param>
    /// <param name="changedAt">Its cursor, not before the sample's start.</param>
    /// <param name="row">Its values.</param>
    public void Add(ExtractLayout layout, DateTime changedAt, string?[] row)
    {
        if (changedAt >= calendar.End)
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(changedAt, calendar.Start);
        int month = calendar.MonthOf(changedAt);
        MonthsOf(layout)[month].Add(new ExtractRow(changedAt, _sequence++, row));
        _fieldsInMemory += row.Length;
        if (_fieldsInMemory > FieldsInMemoryMost)
        {
            Spill();
        }
    }

    /// <summary>Takes the rows of an entity and month out, ordered by cursor.</summary>
    /// <param name="layout">The entity.</param>
    /// <param name="month">The month.</param>
    public List<ExtractRow> Take(ExtractLayout layout, int month)
    {
        List<ExtractRow> held = MonthsOf(layout)[month];
        MonthsOf(layout)[month] = [];
        string spool = SpoolOf(layout.Entity, month);
        List<ExtractRow> rows = File.Exists(spool) ? [.. ReadSpool(spool), .. held] : held;
        rows.Sort(ExtractRow.Compare);
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(spoolFolder))
        {
            Directory.Delete(spoolFolder, recursive: true);
        }
    }

    private static IEnumerable<ExtractRow> ReadSpool(string path)
    {
        using BinaryReader reader = new(File.OpenRead(path), Encoding.UTF8);
        long length = reader.BaseStream.Length;
        while (reader.BaseStream.Position < length)
        {
            DateTime changedAt = new(reader.ReadInt64(), DateTimeKind.Utc);
            long sequence = reader.ReadInt64();
            string?[] fields = new string?[reader.ReadInt32()];
            for (int i = 0; i < fields.Length; i++)
            {
                fields[i] = reader.ReadBoolean() ? reader.ReadString() : null;
            }

            yield return new ExtractRow(changedAt, sequence, fields);
        }
    }

    private List<ExtractRow>[] MonthsOf(ExtractLayout layout)
    {
        if (!_rows.TryGetValue(layout.Entity, out List<ExtractRow>[]? months))
        {
            months = new List<ExtractRow>[calendar.Months];
            for (int month = 0; month < months.Length; month++)
            {
                months[month] = [];
            }

            _rows.Add(layout.Entity, months);
        }

        return months;
    }

    private string SpoolOf(string entity, int month) =>
        Path.Combine(spoolFolder, $"{entity}_{calendar.NameOf(month)}.rows");

    private void Spill()
    {
        Directory.CreateDirectory(spoolFolder);
        foreach ((string entity, List<ExtractRow>[] months) in _rows)
        {
            for (int month = 0; month < months.Length; month++)
            {
                if (months[month].Count > 0)
                {
                    AppendSpool(SpoolOf(entity, month), months[month]);
                    months[month] = [];
                }
            }
        }

        _fieldsInMemory = 0;
    }

    private static void AppendSpool(string path, List<ExtractRow> rows)
    {
        using BinaryWriter writer = new(new FileStream(path, FileMode.Append, FileAccess.Write), Encoding.UTF8);
        foreach (ExtractRow row in rows)
        {
            writer.Write(row.ChangedAt.Ticks);
            writer.Write(row.Sequence);
            writer.Write(row.Fields.Length);
            foreach (string? field in row.Fields)
            {
                writer.Write(field is not null);
                if (field is not null)
                {
                    writer.Write(field);
                }
            }
        }
    }
}
