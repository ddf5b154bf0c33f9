using System.Text;
using Lakehouse.Engine;
using Lakehouse.Ingest.Files;
using Lakehouse.Ingest.Inspection;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Inference;

/// <summary>Finds a first contract for extracts that nobody has described.</summary>
/// <param name="engine">Reads the files. Must be DuckDB.</param>
public sealed class ContractInference(IEngine engine)
{
    private const int HeadBytes = 64 * 1024;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Looks at every file of a folder and the folders in it.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The entities by name; those whose files cannot be read say why.</returns>
    /// <exception cref="IngestException"><c>LH3001</c>: there is no such folder. <c>LH3401</c>: it holds no file that can be landed.</exception>
    public async Task<IReadOnlyList<InferredEntity>> InferAsync(string folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<ExtractGroup> groups = ExtractGroup.Of(LandingFolder.Open(folder, "to look at"));
        if (groups.Count == 0)
        {
            throw new IngestException(
                "LH3401",
                $"found no file in {folder} whose name ends with .csv, .tsv, .txt, .ndjson, .jsonl or .parquet, each also with .gz.",
                "Name the folder that holds the extracts.");
        }

        var entities = new List<InferredEntity>();
        IEngineSession session = await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var profile = new ExtractProfile(session);
            foreach (ExtractGroup group in groups)
            {
                entities.Add(await InferAsync(group, profile, cancellationToken).ConfigureAwait(false));
            }
        }

        return entities;
    }

    private static async Task<InferredEntity> InferAsync(ExtractGroup group, ExtractProfile profile, CancellationToken cancellationToken)
    {
        var entity = new InferredEntity
        {
            Name = group.Name,
            FilePattern = group.Pattern,
            FileCount = group.Files.Count,
            Format = new FileFormat { Kind = group.Kind, Delimiter = group.Kind == FileKind.Csv ? DelimiterOf(group.Files[0]) : ',' },
        };
        if (Misfit(group) is { } misfit)
        {
            return entity with { Fault = misfit };
        }

        try
        {
            return await profile.CompleteAsync(entity, Relation(group, entity.Format), cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException cause)
        {
            return entity with { Fault = cause.Found };
        }
    }

    private static string? Misfit(ExtractGroup group)
    {
        foreach (LandedFile file in group.Files)
        {
            byte[] head = Head(file, group.Kind);
            if (head.Length == 0)
            {
                return $"{file.RelativePath} is empty.";
            }

            string? what = group.Kind == FileKind.Parquet
                ? ContentSniffer.IsParquet(head) ? null : "no Parquet"
                : ContentSniffer.WhatElse(head.AsSpan(0, Math.Min(head.Length, ContentSniffer.WindowBytes)));
            if (what is not null)
            {
                return $"{file.RelativePath} holds {what}.";
            }
        }

        return null;
    }

    private static byte[] Head(LandedFile file, FileKind kind)
    {
        bool isGzip = kind != FileKind.Parquet && file.RelativePath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        try
        {
            using Stream stream = DecodedFile.Open(file.FullPath, isGzip, encoding: null);
            byte[] head = new byte[HeadBytes];
            return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    // The one that stands most often in the first line, outside quotes.
    private static char DelimiterOf(LandedFile file)
    {
        string head = Encoding.UTF8.GetString(Head(file, FileKind.Csv));
        string line = head.Split('\n', 2)[0];
        string bare = string.Concat(line.Split('"').Where((_, index) => index % 2 == 0));
        return Delimiters.MaxBy(delimiter => bare.Count(letter => letter == delimiter));
    }

    private static string Relation(ExtractGroup group, FileFormat format)
    {
        string files = SqlText.List(group.Files.Select(file => file.FullPath));
        return format.Kind switch
        {
            FileKind.Parquet => $"read_parquet({files}, union_by_name = true)",
            FileKind.Ndjson => $"read_ndjson({files}, union_by_name = true, ignore_errors = true, convert_strings_to_integers = false)",
            _ => $"read_csv({files}, delim = {SqlText.Literal(format.Delimiter.ToString())}, quote = '\"', escape = '\"', header = true, all_varchar = true, union_by_name = true, ignore_errors = true, null_padding = false, nullstr = '')",
        };
    }
}
