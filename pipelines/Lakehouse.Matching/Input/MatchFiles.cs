using Lakehouse.Matching.Text;

namespace Lakehouse.Matching.Input;

/// <summary>Files as the engine reads and writes them, by their ending.</summary>
public static class MatchFiles
{
    /// <summary>A file to read: CSV, TSV, NDJSON (also compressed by gzip or zstd) or Parquet.</summary>
    /// <param name="path">An absolute path.</param>
    /// <returns>The input.</returns>
    /// <exception cref="MatchingException"><c>LH6206</c>: there is no such file. <c>LH6207</c>: its ending is another.</exception>
    public static MatchInput Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new MatchingException("LH6206", $"found no file at {path}, expected records to match.", "Name a CSV, NDJSON or Parquet file.");
        }

        // Every value is read as text: an id 007 stays what it is, and comparisons are between texts.
        string literal = Sql.Literal(path);
        string relation = Ending(path) switch
        {
            ".csv" or ".tsv" or ".txt" => $"read_csv({literal}, header = true, all_varchar = true)",
            ".ndjson" or ".jsonl" => $"read_json({literal}, format = 'newline_delimited')",
            ".parquet" => $"read_parquet({literal})",
            _ => throw UnknownEnding(path, "read", ".csv, .tsv, .ndjson or .parquet"),
        };
        return new MatchInput(relation, path);
    }

    /// <summary>The statement that writes a SELECT's rows into a file.</summary>
    /// <param name="select">The SELECT.</param>
    /// <param name="path">An absolute path; its ending tells the format.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="MatchingException"><c>LH6207</c>: no rows can be written into a file with this ending.</exception>
    public static string Write(string select, string path)
    {
        string format = path.EndsWith(".gz", StringComparison.Ordinal) ? string.Empty : Ending(path) switch
        {
            ".csv" => "format csv, header",
            ".tsv" => "format csv, header, delimiter '\t'",
            ".ndjson" or ".jsonl" => "format json",
            ".parquet" => "format parquet",
            _ => string.Empty,
        };
        return format.Length > 0
            ? $"copy ({select}) to {Sql.Literal(path)} ({format})"
            : throw UnknownEnding(path, "written", ".csv, .tsv, .ndjson or .parquet");
    }

    /// <summary>Refuses a file that cannot be written, before any work is done.</summary>
    /// <param name="path">An absolute path.</param>
    /// <returns>The path.</returns>
    /// <exception cref="MatchingException"><c>LH6206</c>: its folder is not there. <c>LH6207</c>: its ending is another.</exception>
    public static string RequireWritable(string path)
    {
        Write("select 1", path);
        return Directory.Exists(Path.GetDirectoryName(path))
            ? path
            : throw new MatchingException("LH6206", $"found no folder for {path}, expected one to write into.", "Make the folder, or name another file.");
    }

    private static string Ending(string path)
    {
        string lower = path.ToUpperInvariant() switch
        {
            var upper when upper.EndsWith(".GZ", StringComparison.Ordinal) => path[..^".gz".Length],
            var upper when upper.EndsWith(".ZST", StringComparison.Ordinal) => path[..^".zst".Length],
            _ => path,
        };
#pragma warning disable CA1308 // why: endings are written and shown in lower case.
        return Path.GetExtension(lower).ToLowerInvariant();
#pragma warning restore CA1308
    }

    private static MatchingException UnknownEnding(string path, string verb, string expected) => new(
        "LH6207",
        $"found the ending of {path}, expected one by which a file is {verb}: {expected}.",
        "Give the file such an ending.");
}
