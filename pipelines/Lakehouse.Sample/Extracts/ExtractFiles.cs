using Lakehouse.Sample.Flaws;

namespace Lakehouse.Sample.Extracts;

/// <summary>Writes the collected rows as files, with the flaws that deliveries have.</summary>
/// <param name="world">Rows, calendar and truth.</param>
/// <param name="folder">The landing folder.</param>
internal sealed class ExtractFiles(SampleWorld world, string folder)
{
    private readonly List<SampleFile> _files = [];

    /// <summary>Writes all files.</summary>
    /// <param name="progress">Told after every entity, or null.</param>
    /// <param name="cancellationToken">Cancels between two files; those written stay.</param>
    /// <returns>The files in the order of their paths.</returns>
    public IReadOnlyList<SampleFile> Write(IProgress<SampleProgress>? progress, CancellationToken cancellationToken)
    {
        ExtractLayout[] layouts = [.. SalesforceLayouts.All, .. OtherLayouts.All];
        for (int i = 0; i < layouts.Length; i++)
        {
            WriteEntity(layouts[i], cancellationToken);
            progress?.Report(new SampleProgress("files", i + 1, layouts.Length));
        }

        _files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return _files;
    }

    private void WriteEntity(ExtractLayout layout, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(folder, layout.Source));
        DeliveryFlaws flaws = new(world, layout);
        for (int month = 0; month < world.Calendar.Months; month++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (Delivery delivery in flaws.Deliver(month, world.Sink.Take(layout, month)))
            {
                WriteFile(layout, delivery);
            }
        }

        foreach (Delivery delivery in flaws.DeliverRest())
        {
            WriteFile(layout, delivery);
        }
    }

    private void WriteFile(ExtractLayout layout, Delivery delivery)
    {
        string path = $"{layout.Source}/{delivery.Name}";
        string target = Path.Combine(folder, layout.Source, delivery.Name);
        ReadOnlySpan<byte> bytes = delivery.ToBytes(layout);
        if (layout.IsNdjson)
        {
            bytes = PortableGzip.Compress(bytes);
        }

        File.WriteAllBytes(target, bytes);
        _files.Add(new SampleFile(layout.Entity, path, delivery.Lines.Count, delivery.MalformedCount, bytes.Length));
    }
}
