using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Export;

/// <summary>Writes the rows of a bound name to one file. Rows are streamed; memory does not grow with them.</summary>
/// <param name="session">A session of DuckDB.</param>
/// <param name="ids">Names the file while it is written.</param>
public sealed class RowExport(IEngineSession session, IIdSource ids)
{
    /// <summary>Writes a file, replacing one of its name. A failure leaves what was there.</summary>
    /// <param name="name">What the rows are bound to.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="file">The file: an absolute path whose folder exists.</param>
    /// <param name="format">How.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>When the file is whole.</returns>
    /// <exception cref="EngineException">A data file is missing or damaged, or the disk is full.</exception>
    public async Task WriteAsync(
        TableName name,
        StructType schema,
        string file,
        ExportFormat format,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(schema);
        string draft = Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}.{ids.Next():n}"); // A file has a folder.
        try
        {
            string columns = SqlText.List(schema.Fields.Select(field => Column(field, format)));
            await session
                .ExecuteAsync(
                    $"copy (select {columns} from {SqlText.Identifier(name)}) to {SqlText.Literal(draft)} ({Options(format)})",
                    cancellationToken
                )
                .ConfigureAwait(false);
            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static string Column(StructField field, ExportFormat format)
    {
        string name = SqlText.Identifier(field.Name);
        if (format == ExportFormat.NdJson)
        {
            return $"{JsonValue.Of(name, field.Type)} as {name}";
        }

        // An instant is marked as such in a file, so that other readers do not take it for a wall clock.
        string type = DuckDbType.InFile(field.Type);
        return string.Equals(type, DuckDbType.InSql(field.Type), StringComparison.Ordinal)
            ? name
            : $"cast({name} as {type}) as {name}";
    }

    private static string Options(ExportFormat format) =>
        format switch
        {
            ExportFormat.Csv => "format csv, header true",
            ExportFormat.NdJson => "format json, array false",
            _ => "format parquet, compression zstd",
        };
}
