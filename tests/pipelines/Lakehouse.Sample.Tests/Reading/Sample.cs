using System.Globalization;
using Lakehouse.Testing;

namespace Lakehouse.Sample.Tests.Reading;

/// <summary>A generated sample with all its files read.</summary>
public sealed class Sample : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, IReadOnlyList<DeliveredFile>> _files;
    private readonly Dictionary<string, IReadOnlyDictionary<string, DeliveredRow>> _newest = new(StringComparer.Ordinal);

    public Sample()
        : this(new SampleOptions())
    {
    }

    internal Sample(SampleOptions options)
    {
        Report = SampleCompany.Generate(options, _folder.FullPath, null, CancellationToken.None);
        _files = Report.Files
            .Select(file => DeliveredFile.Read(_folder.FullPath, Contract.All.Single(each => each.Entity == file.Entity), file.Path))
            .GroupBy(file => file.Contract.Entity, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<DeliveredFile>)[.. group], StringComparer.Ordinal);
    }

    internal SampleReport Report { get; }

    internal string Folder => _folder.FullPath;

    internal IEnumerable<DeliveredFile> Files => _files.Values.SelectMany(files => files);

    /// <summary>The files of an entity.</summary>
    internal IReadOnlyList<DeliveredFile> FilesOf(string entity) => _files[entity];

    /// <summary>The newest readable version of each record of an entity.</summary>
    internal IReadOnlyDictionary<string, DeliveredRow> Newest(string entity)
    {
        if (!_newest.TryGetValue(entity, out IReadOnlyDictionary<string, DeliveredRow>? newest))
        {
            Contract contract = _files[entity][0].Contract;
            newest = _files[entity]
                .SelectMany(file => file.Rows)
                .Where(row => row.Problem is null)
                .GroupBy(row => string.Join('|', contract.Key.Select(column => row[column])), StringComparer.Ordinal)
                .ToDictionary(
                    group => group.Key,
                    group => group.MaxBy(row => row[contract.Cursor], StringComparer.Ordinal)!,
                    StringComparer.Ordinal);
            _newest.Add(entity, newest);
        }

        return newest;
    }

    /// <summary>The rows of a truth file; none if it is absent.</summary>
    internal IReadOnlyList<DeliveredRow> Truth(string file)
    {
        string path = Path.Combine("truth", $"{file}.csv");
        Contract anything = new("truth." + file, "truth", "*", [], "", []);
        return File.Exists(Path.Combine(Folder, path)) ? DeliveredFile.Read(Folder, anything, path).Rows : [];
    }

    internal static DateTime Instant(string text) =>
        DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    internal static decimal Money(string? text) => text is null ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Dispose();
}
