using System.Text;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Flaws;

/// <summary>Decides what is wrong with the deliveries of one entity.</summary>
/// <param name="world">Calendar and truth.</param>
/// <param name="layout">The entity.</param>
internal sealed class DeliveryFlaws(SampleWorld world, ExtractLayout layout)
{
    /// <summary>Gives the files of a month.</summary>
    /// <param name="month">The month.</param>
    /// <param name="rows">Its rows in order.</param>
    public IEnumerable<Delivery> Deliver(int month, List<ExtractRow> rows)
    {
        if (rows.Count == 0)
        {
            yield break;
        }

        yield return new Delivery($"{layout.FilePrefix}_{world.Calendar.NameOf(month)}{layout.FileEnding}", [.. rows.Select(row => Encoding.UTF8.GetBytes(Line(row.Fields)))]);
    }

    /// <summary>Gives the files that come after all months.</summary>
    public IEnumerable<Delivery> DeliverRest() => [];

    private string Line(string?[] fields) => layout.IsNdjson ? RowText.Json(layout, fields, null) : RowText.Csv(fields);
}
