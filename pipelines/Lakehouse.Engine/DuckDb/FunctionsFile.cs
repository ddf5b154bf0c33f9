using DuckDB.NET.Data;
using Lakehouse.Engine.DuckDb.Running;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Defines the <c>lh_</c> functions from their file.</summary>
internal static class FunctionsFile
{
    /// <summary>Runs the file's statements in one call.</summary>
    /// <param name="connection">The connection in whose database they are made.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="EngineException">
    /// <c>LH2402</c>: there is no such file. Other codes: a statement in it is refused.
    /// </exception>
    public static void Load(DuckDBConnection connection, string path)
    {
        string sql;
        try
        {
            sql = File.ReadAllText(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                "LH2402",
                $"found no readable file {path}, expected the definitions of the lh_ functions.",
                "Restore the file from the repository's sql/functions, or correct the functions folder.",
                cause
            );
        }

        try
        {
            connection.Run(sql);
        }
        catch (DuckDBException cause)
        {
            throw DuckDbFailure.Of(cause, new SqlContext(path, sql));
        }
    }
}
