using System.Text.Json;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Schema;

/// <summary>The columns by which a table asks for its rows to lie together, as its domain <c>delta.clustering</c> says.</summary>
internal static class ClusteringColumns
{
    private const string Domain = "delta.clustering";

    /// <summary>Reads them.</summary>
    /// <param name="domains">The table's domains.</param>
    /// <param name="schema">The table's schema.</param>
    /// <param name="mode">How columns are named in files, which is how the domain names them.</param>
    /// <returns>Each column as its logical names from the outermost on; none where the table does not ask.</returns>
    /// <exception cref="DeltaException"><c>LH1831</c>: the domain is not as it should be.</exception>
    internal static IReadOnlyList<IReadOnlyList<string>> Of(
        IEnumerable<DomainMetadata> domains,
        StructType schema,
        ColumnMappingMode mode
    )
    {
        if (domains.FirstOrDefault(domain => domain.Domain == Domain) is not { } found)
        {
            return [];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(found.Configuration);
            return
            [
                .. document
                    .RootElement.GetProperty("clusteringColumns")
                    .EnumerateArray()
                    .Select(column => Logical(Path(column), schema, mode) ?? throw Wrong(found)),
            ];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Wrong(found);
        }
    }

    // The protocol's example has texts, writers write lists of them.
    private static string[] Path(JsonElement column) =>
        column.ValueKind == JsonValueKind.Array
            ? [.. column.EnumerateArray().Select(name => name.GetString() ?? string.Empty)]
            : [column.GetString() ?? string.Empty];

    private static List<string>? Logical(string[] path, StructType schema, ColumnMappingMode mode)
    {
        List<string> names = [];
        DataType type = schema;
        foreach (string part in path)
        {
            StructField? field = (type as StructType)?.Fields.FirstOrDefault(field =>
                string.Equals(ColumnMapping.PhysicalName(field, mode), part, StringComparison.OrdinalIgnoreCase)
            );
            if (field is null)
            {
                return null;
            }

            names.Add(field.Name);
            type = field.Type;
        }

        return names;
    }

    private static DeltaException Wrong(DomainMetadata domain) =>
        new(
            "LH1831",
            $"Found {domain.Configuration} in the domain '{Domain}', expected clusteringColumns with columns of the table.",
            "Restore the commit that holds the newest domainMetadata action from a copy."
        );
}
