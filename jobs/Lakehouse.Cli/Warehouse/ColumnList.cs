using System.Globalization;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Project;

namespace Lakehouse.Cli.Warehouse;

/// <summary>Writes the SELECT of a <see cref="TableRequest"/>.</summary>
internal static class ColumnList
{
    /// <summary>Writes the SELECT. Without an order of its own it is ordered by every column, so that two calls show the same rows.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="snapshot">The table as it is.</param>
    /// <returns>One SELECT.</returns>
    /// <exception cref="CliException"><c>LH9053</c>: a column is not there.</exception>
    internal static string Of(TableRequest request, Snapshot snapshot)
    {
        List<string> known = [.. snapshot.Schema.Fields.Select(field => field.Name)];
        if (request.Columns.FirstOrDefault(column => !known.Contains(column, StringComparer.OrdinalIgnoreCase)) is { } absent)
        {
            throw new CliException(
                "LH9053",
                $"found no column '{absent}' in {request.Table}, expected one of {string.Join(", ", known)}.",
                NearestName.Of(absent, known) is { } name ? $"Did you mean '{name}'?" : "Name columns of the table.");
        }

        string columns = request.Columns.Count == 0 ? "*" : string.Join(", ", request.Columns.Select(Quoted));
        string where = request.Where is { } condition ? $" where {condition}" : string.Empty;
        // One row more than wanted tells whether there are more.
        string limit = request.MaxRows < int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $" limit {request.MaxRows + 1}") : string.Empty;
        return $"select {columns} from {Quoted(request.Table.Schema)}.{Quoted(request.Table.Name)}{where} order by all{limit}";
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
