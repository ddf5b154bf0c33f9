using System.Globalization;
using System.Text;
using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb.Relations;

namespace Lakehouse.Publish;

/// <summary>
/// Writes a DuckDB file whose views read a release's tables, so that any DuckDB client has them without an extension.
/// </summary>
/// <remarks>
/// The file holds no rows but one, in <c>main.release</c>. It is written beside its place and renamed into it: a reader
/// that has the old file open keeps the old release, one that opens it later has the new one, nobody has a mix.
/// Paths in the views are absolute.
/// </remarks>
/// <param name="engine">The DuckDB engine.</param>
/// <param name="ids">Names the file while it is written.</param>
public sealed class DuckDbCatalogFile(IEngine engine, IIdSource ids)
{
    /// <summary>The file's name in the warehouse folder.</summary>
    public const string FileName = "lakehouse.duckdb";

    /// <summary>Writes the file, replacing the one before.</summary>
    /// <param name="warehouseFolder">The warehouse: an absolute path.</param>
    /// <param name="release">The release.</param>
    /// <param name="tables">Its tables.</param>
    /// <param name="cancellationToken">Stops the writing; the file before stays.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="PublishException"><c>LH6001</c>: the file cannot be written or replaced.</exception>
    public async Task<string> WriteAsync(
        string warehouseFolder,
        PublishedRelease release,
        IReadOnlyList<PublishedTable> tables,
        CancellationToken cancellationToken)
    {
        string path = Path.Combine(warehouseFolder, FileName);
        string draft = Path.Combine(warehouseFolder, $".{FileName}.{ids.Next():n}");
        try
        {
            IEngineSession session = await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                string script = await ScriptAsync(session, draft, release, tables, cancellationToken).ConfigureAwait(false);
                await session.ExecuteAsync(script, cancellationToken).ConfigureAwait(false);
            }

            File.Move(draft, path, overwrite: true);
            return path;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new PublishException(
                "LH6001",
                $"found {path} not replaceable ({cause.Message}), expected a folder that this user may write to.",
                "Free space or give write permission, then run again; the tables themselves are published.",
                cause);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static async Task<string> ScriptAsync(
        IEngineSession session,
        string draft,
        PublishedRelease release,
        IReadOnlyList<PublishedTable> tables,
        CancellationToken cancellationToken)
    {
        StringBuilder script = new();
        script.Append(CultureInfo.InvariantCulture, $"attach {Text(draft)} as lh_catalog (storage_version 'v1.0.0');\n");
        foreach (string schema in tables.Select(table => table.Name.Schema).Distinct(StringComparer.Ordinal))
        {
            script.Append(CultureInfo.InvariantCulture, $"create schema lh_catalog.{Name(schema)};\n");
        }

        foreach (PublishedTable table in tables)
        {
            string name = $"lh_catalog.{Name(table.Name.Schema)}.{Name(table.Name.Name)}";
            string select = await SnapshotSelect.ForAsync(session, table.Snapshot, cancellationToken).ConfigureAwait(false);
            script.Append(CultureInfo.InvariantCulture, $"create view {name} as {select};\n");
            if (table.Description is { } description)
            {
                script.Append(CultureInfo.InvariantCulture, $"comment on view {name} is {Text(description)};\n");
            }
        }

        script.Append(CultureInfo.InvariantCulture, $"""
            create table lh_catalog.main.release as
            select {release.Number}::bigint as release_number, {Text(release.Project)} as project, {Text(release.RunId)} as run_id,
                timestamp '{release.AsOf.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}' as as_of;
            detach lh_catalog;
            """);
        return script.ToString();
    }

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
