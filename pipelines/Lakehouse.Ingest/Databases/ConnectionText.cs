using Npgsql;

namespace Lakehouse.Ingest.Databases;

/// <summary>Reads the text of a connection, which may hold a password: no error repeats it.</summary>
public static class ConnectionText
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Reads it from a file.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <returns>The text without the line's end.</returns>
    /// <exception cref="IngestException"><c>LH3301</c>: it cannot be read. <c>LH3302</c>: others than its owner may read or write it.</exception>
    public static string Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            {
                throw new IngestException(
                    "LH3302",
                    $"found the connection file {path} open to others than its owner, expected mode 600.",
                    $"Close it: chmod 600 {path}");
            }

            return File.ReadAllText(path).Trim();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IngestException("LH3301", $"found the connection file {path} not readable: {cause.Message}", "Write the connection's text into it, and give it mode 600.", cause);
        }
    }

    /// <summary>Prepares the settings of a connection.</summary>
    /// <param name="text">The connection's text.</param>
    /// <param name="where">The contract's file and line, for the error.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="IngestException"><c>LH3303</c>: the text is not that of a connection.</exception>
    internal static NpgsqlConnectionStringBuilder Parse(string text, string where)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(text) { CommandTimeout = 0, ApplicationName = "lakehouse", IncludeErrorDetail = false };
            return settings.Host is { Length: > 0 } && settings.Port is > 0 and <= ushort.MaxValue
                ? settings
                : throw new FormatException();
        }
        catch (Exception cause) when (cause is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            // The text and the cause's message may hold a password.
            throw new IngestException(
                "LH3303",
                $"found a text that is no connection's behind {where}, expected Host=…;Database=…;Username=…;Password=….",
                "Mend the environment variable or the file that holds it.");
        }
    }
}
