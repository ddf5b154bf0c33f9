using System.Globalization;
using System.Text;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>Finds out which columns data files have under which Parquet field ids.</summary>
internal static class FileShapes
{
    /// <summary>Reads the footers of files, for a table that finds its columns by id.</summary>
    /// <param name="session">The session to read with.</param>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The files in the order given, each with its shape.</returns>
    /// <exception cref="EngineException"><c>LH2005</c>: a file has no ids at all.</exception>
    public static async Task<IReadOnlyList<RelationFile>> ReadAsync(
        IEngineSession session,
        IReadOnlyList<RelationFile> files,
        CancellationToken cancellationToken
    )
    {
        if (files.Count == 0)
        {
            return files;
        }

        string paths = SqlText.List(files.Select(file => SqlText.Literal(Globbing.Exactly(file.Path))).Distinct());
        RowSet rows = await session
            .QueryAsync(
                $"select file_name, field_id, name from parquet_schema([{paths}]) where field_id is not null order by all",
                int.MaxValue,
                cancellationToken
            )
            .ConfigureAwait(false);
        Dictionary<string, FileShape> shapes = new(StringComparer.Ordinal);
        Dictionary<string, FileShape> byFile = new(StringComparer.Ordinal);
        foreach (IGrouping<string, IReadOnlyList<object?>> file in rows.Rows.GroupBy(row => (string)row[0]!)) // A file has a name.
        {
            (long Id, string Name)[] names = [.. file.Select(row => ((long)row[1]!, (string)row[2]!))]; // Neither is null.
            string signature = Signature(names);
            if (!shapes.TryGetValue(signature, out FileShape? shape))
            {
                shape = new FileShape(names.DistinctBy(name => name.Id).ToDictionary(name => name.Id, name => name.Name));
                shapes.Add(signature, shape);
            }

            byFile[file.Key] = shape;
        }

        return [.. files.Select(file => file with { Shape = byFile.GetValueOrDefault(file.Path) ?? throw NoIds(file) })];
    }

    private static string Signature(IEnumerable<(long Id, string Name)> names)
    {
        StringBuilder text = new();
        foreach ((long id, string name) in names)
        {
            text.Append(CultureInfo.InvariantCulture, $"{id}:{name.Length}:{name};");
        }

        return text.ToString();
    }

    private static EngineException NoIds(RelationFile file) =>
        new(
            "LH2005",
            $"found no field ids in {file.Path}, whose table finds its columns by id (columnMapping mode id).",
            "Write the file's rows again with software that writes field ids."
        );
}
