using Lakehouse.Engine.DuckDb.Export;

namespace Lakehouse.Cli.Tables;

/// <summary>The file that rows are exported to.</summary>
internal static class ExportFile
{
    /// <summary>The format that a file's ending says.</summary>
    /// <param name="file">An absolute path.</param>
    /// <returns>The format.</returns>
    /// <exception cref="CliException"><c>LH9003</c>: the ending is not known; <c>LH9071</c>: the folder is
    /// missing.</exception>
    internal static ExportFormat FormatOf(string file)
    {
        ExportFormat format = Path.GetExtension(file).ToUpperInvariant() switch
        {
            ".PARQUET" => ExportFormat.Parquet,
            ".CSV" => ExportFormat.Csv,
            ".NDJSON" or ".JSONL" or ".JSON" => ExportFormat.NdJson,
            _ => throw new CliException(
                "LH9003",
                $"found '{Path.GetFileName(file)}' for FILE, expected a name that ends with .parquet, .csv or .ndjson.",
                "Write for example rows.parquet."),
        };
        return Directory.Exists(Path.GetDirectoryName(file))
            ? format
            : throw new CliException(
                "LH9071",
                $"found no folder '{Path.GetDirectoryName(file)}' for the file, expected one.",
                "Make the folder first.");
    }
}
