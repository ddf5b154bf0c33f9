using System.Globalization;
using System.Text.RegularExpressions;
using Lakehouse.Project.Yaml;

namespace Lakehouse.Project;

/// <summary>Reads what a source's contract says of its database.</summary>
internal static partial class DatabaseContractReader
{
    /// <summary>The keys of an entity that is read from a database.</summary>
    internal static readonly string[] EntityKeys = ["table", "query", "overlap", "chunk_rows", "deleted"];

    /// <summary>Reads the section <c>database</c>.</summary>
    /// <param name="yaml">The source.</param>
    /// <returns>The database, or null where the source has none.</returns>
    /// <exception cref="ProjectException"><c>LH5024</c>: a password stands in the file; or a key is not as documented.</exception>
    internal static DatabaseContract? Database(YamlSection yaml)
    {
        if (yaml.Section("database") is not { } database)
        {
            return null;
        }

        database.AllowOnly("kind", "connection", "connection_file");
        if (database.RequiredText("kind") is not "postgresql" and { } kind)
        {
            throw new ProjectException("LH5012", $"found '{kind}' for 'database.kind' at {database.Where("kind")}, expected postgresql.", "Mend the value.");
        }

        string? connection = database.Text("connection");
        string? file = database.Text("connection_file");
        if ((connection is null) == (file is null))
        {
            throw new ProjectException(
                "LH5012",
                $"found {(file is null ? "neither 'connection' nor" : "both 'connection' and")} 'connection_file' at {yaml.Where("database")}, expected one of them.",
                "Write 'connection: ${env:NAME}' and set that environment variable, or name a file that only its owner may read.");
        }

        if (connection is not null && Password().IsMatch(connection))
        {
            throw new ProjectException(
                "LH5024",
                $"found a password at {database.Where("connection")}, expected none in a file that is shared.",
                "Take it out, change it in the database, and write 'connection: ${env:NAME}' or 'connection_file: PATH'.");
        }

        return new DatabaseContract(connection, file, database.Where(file is null ? "connection" : "connection_file"));
    }

    /// <summary>Reads how an entity is read.</summary>
    /// <param name="yaml">The entity.</param>
    /// <returns>The query.</returns>
    /// <exception cref="ProjectException">A key is not as documented.</exception>
    internal static EntityQuery Query(YamlSection yaml)
    {
        string? table = yaml.Text("table");
        string? sql = yaml.Text("query");
        if ((table is null) == (sql is null))
        {
            throw new ProjectException(
                "LH5012",
                $"found {(table is null ? "neither 'table' nor" : "both 'table' and")} 'query' at {yaml.File}:{yaml.Line}, expected one of them.",
                "Write 'table: schema.name', or 'query:' with a SELECT.");
        }

        TimeSpan overlap = Overlap(yaml);
        if (overlap > TimeSpan.Zero && yaml.Text("cursor") is null)
        {
            throw new ProjectException("LH5012", $"found 'overlap' at {yaml.Where("overlap")} and no 'cursor', expected both or none.", "Name the cursor, or take the overlap out.");
        }

        bool findsDeleted = yaml.Text("deleted") switch
        {
            null or "ignore" => false,
            "compare_keys" when yaml.Texts("key").Count > 0 => true,
            "compare_keys" => throw new ProjectException("LH5012", $"found 'deleted: compare_keys' at {yaml.Where("deleted")} and no 'key', expected one.", "Name the key."),
            { } other => throw new ProjectException("LH5012", $"found '{other}' for 'deleted' at {yaml.Where("deleted")}, expected ignore or compare_keys.", "Mend the value."),
        };
        return new EntityQuery
        {
            Table = table,
            Sql = sql,
            Overlap = overlap,
            ChunkRows = (int)(yaml.WholeNumber("chunk_rows", 1, 100_000_000) ?? 500_000),
            FindsDeleted = findsDeleted,
        };
    }

    private static TimeSpan Overlap(YamlSection yaml)
    {
        if (yaml.Text("overlap") is not { } text)
        {
            return TimeSpan.Zero;
        }

        Match match = Duration().Match(text);
        if (!match.Success)
        {
            throw new ProjectException("LH5012", $"found '{text}' for 'overlap' at {yaml.Where("overlap")}, expected a number with s, m, h or d, such as 15m.", "Mend the value.");
        }

        int number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    [GeneratedRegex(@"(?:password|pwd|passfile)\s*=\s*(?:[^$\s]|\$\{[^e])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Password();

    [GeneratedRegex("^(?<number>[0-9]{1,6})(?<unit>[smhd])$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Duration();
}
