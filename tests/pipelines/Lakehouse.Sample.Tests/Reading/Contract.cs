using YamlDotNet.Serialization;

namespace Lakehouse.Sample.Tests.Reading;

/// <summary>An entity's contract, read from <c>sql/bronze</c> without the product's own reader.</summary>
internal sealed record Contract(
    string Entity,
    string Folder,
    string FilePattern,
    IReadOnlyList<string> Key,
    string Cursor,
    IReadOnlyList<(string Name, string Type)> Columns)
{
    public static IReadOnlyList<Contract> All { get; } = [.. Read()];

    public bool Covers(string fileName) =>
        fileName.StartsWith(FilePattern[..FilePattern.IndexOf('*', StringComparison.Ordinal)], StringComparison.Ordinal)
        && fileName.EndsWith(FilePattern[(FilePattern.IndexOf('*', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal);

    private static IEnumerable<Contract> Read()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "sql", "bronze")))
        {
            folder = folder.Parent;
        }

        foreach (string file in Directory.EnumerateFiles(Path.Combine(folder!.FullName, "sql", "bronze"), "*.yml").Order(StringComparer.Ordinal))
        {
            var source = (Dictionary<object, object>)new DeserializerBuilder().Build().Deserialize<object>(File.ReadAllText(file));
            foreach ((object name, object value) in (Dictionary<object, object>)source["entities"])
            {
                var entity = (Dictionary<object, object>)value;
                yield return new Contract(
                    $"{source["source"]}.{name}",
                    (string)source["source"],
                    (string)entity["files"],
                    [.. ((List<object>)entity["key"]).Cast<string>()],
                    (string)entity["cursor"],
                    [.. ((Dictionary<object, object>)entity["columns"]).Select(column => ((string)column.Key, (string)column.Value))]);
            }
        }
    }
}
