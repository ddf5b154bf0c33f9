using System.Text;
using System.Text.Json;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Quarantine;

/// <summary>Writes rows that were put right as a delivery of their entity.</summary>
internal static class ReplayFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="entity">The contract.</param>
    /// <param name="header">The names of the rows' fields as a JSON list; null where each row names them itself.</param>
    /// <param name="texts">The rows.</param>
    /// <exception cref="IngestException"><c>LH3204</c>: the names are not known.</exception>
    public static void Write(string path, EntityContract entity, string? header, IEnumerable<string> texts)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.NewLine = "\n";
        if (entity.Format.Kind == FileKind.Csv)
        {
            string[] names = header is null ? throw NoHeader(entity) : JsonSerializer.Deserialize<string[]>(header) ?? [];
            writer.WriteLine(string.Join(entity.Format.Delimiter, names.Select(name => Field(name, entity.Format))));
        }

        foreach (string text in texts)
        {
            writer.WriteLine(text);
        }
    }

    /// <summary>The contract for such a file: UTF-8, and as many rows as there are may fail, but not all.</summary>
    /// <param name="entity">The entity's contract.</param>
    /// <param name="fileName">The file's name.</param>
    /// <returns>The contract.</returns>
    public static EntityContract Contract(EntityContract entity, string fileName) => entity with
    {
        FilePattern = fileName,
        MaxQuarantinedShare = Math.BitDecrement(1.0),
        Format = entity.Format with
        {
            Encoding = "utf-8",

            // The raw text of a row of Parquet is JSON.
            Kind = entity.Format.Kind == FileKind.Parquet ? FileKind.Ndjson : entity.Format.Kind,
        },
    };

    private static string Field(string name, FileFormat format)
    {
        string quote = format.Quote.ToString();
        bool isPlain = name.AsSpan().IndexOfAny([format.Delimiter, format.Quote, '\n', '\r']) < 0;
        return isPlain ? name : $"{quote}{name.Replace(quote, quote + quote, StringComparison.Ordinal)}{quote}";
    }

    private static IngestException NoHeader(EntityContract entity) => new(
        "LH3204",
        $"found rows of {entity.Name} in quarantine without the header of their file, expected it: an earlier release did not keep it.",
        "Ask the sender for the rows again, and discard these with 'lakehouse quarantine discard'.");
}
