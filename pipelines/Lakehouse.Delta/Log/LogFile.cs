using System.Globalization;

namespace Lakehouse.Delta.Log;

/// <summary>A file in <c>_delta_log</c> that the protocol knows.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Version">The version that it belongs to; of a compacted file the first.</param>
/// <param name="Name">The name.</param>
/// <param name="Part">Which part of a checkpoint, from 1; otherwise 0.</param>
/// <param name="Parts">How many parts the checkpoint has; otherwise 0.</param>
internal sealed record LogFile(LogFileKind Kind, TableVersion Version, string Name, int Part = 0, int Parts = 0)
{
    /// <summary>The folder of the log, under the table root.</summary>
    internal const string Folder = "_delta_log";

    /// <summary>The hint to the newest checkpoint, within the folder.</summary>
    internal const string LastCheckpoint = "_last_checkpoint";

    private const int VersionDigits = 20;
    private const int PartDigits = 10;

    /// <summary>The path under the table root.</summary>
    internal string Path => PathOf(Name);

    /// <summary>The path of a file of the log.</summary>
    internal static string PathOf(string name) => $"{Folder}/{name}";

    /// <summary>The name of a commit.</summary>
    internal static string CommitName(TableVersion version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version.Number:D20}.json");

    /// <summary>The name of a classic checkpoint in one file.</summary>
    internal static string CheckpointName(TableVersion version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version.Number:D20}.checkpoint.parquet");

    /// <summary>The smallest name that a file of a version can have.</summary>
    internal static string FirstNameOf(TableVersion version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version.Number:D20}");

    /// <summary>Reads a name.</summary>
    /// <returns>The file, or null for a name that the protocol does not know: such files are to be ignored.</returns>
    internal static LogFile? TryParse(string name)
    {
        if (name.Length <= VersionDigits || !TryNumber(name.AsSpan(0, VersionDigits), out long number))
        {
            return null;
        }

        TableVersion version = new(number);
        return name[VersionDigits..] switch
        {
            ".json" => new LogFile(LogFileKind.Commit, version, name),
            ".crc" => new LogFile(LogFileKind.Checksum, version, name),
            ".checkpoint.parquet" => new LogFile(LogFileKind.Checkpoint, version, name),
            string rest when rest.StartsWith(".checkpoint.", StringComparison.Ordinal) => TryParseCheckpoint(
                version,
                name,
                rest[".checkpoint.".Length..]
            ),
            string rest
                when rest.Length == VersionDigits + ".".Length + ".compacted.json".Length
                    && rest[0] == '.'
                    && TryNumber(rest.AsSpan(1, VersionDigits), out _)
                    && rest.EndsWith(".compacted.json", StringComparison.Ordinal) => new LogFile(
                LogFileKind.Compacted,
                version,
                name
            ),
            _ => null,
        };
    }

    private static LogFile? TryParseCheckpoint(TableVersion version, string name, string rest)
    {
        string[] pieces = rest.Split('.');
        if (pieces.Length == 2 && (pieces[1] is "json" or "parquet") && Guid.TryParseExact(pieces[0], "D", out _))
        {
            return new LogFile(LogFileKind.NamedCheckpoint, version, name);
        }

        return
            pieces.Length == 3
            && string.Equals(pieces[2], "parquet", StringComparison.Ordinal)
            && pieces[0].Length == PartDigits
            && pieces[1].Length == PartDigits
            && TryNumber(pieces[0], out long part)
            && TryNumber(pieces[1], out long parts)
            && part >= 1
            && part <= parts
            && parts <= int.MaxValue
            ? new LogFile(LogFileKind.CheckpointPart, version, name, (int)part, (int)parts)
            : null;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
