using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    /// <summary>Several statements in one text.</summary>
    public static partial class ExtractStatements
    {
        public static int DuckDBExtractStatements(
            DuckDBNativeConnection connection,
            string query,
            out DuckDBExtractedStatements statements) =>
            checked((int)Extract(connection, query, out statements));

        [LibraryImport(Library, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
        private static partial ulong Extract(
            DuckDBNativeConnection connection,
            string query,
            out DuckDBExtractedStatements statements);

        [LibraryImport(Library, EntryPoint = "duckdb_prepare_extracted_statement")]
        public static partial DuckDBState DuckDBPrepareExtractedStatement(
            DuckDBNativeConnection connection,
            DuckDBExtractedStatements statements,
            long index,
            out DuckDBPreparedStatement prepared);

        public static string? DuckDBExtractStatementsError(DuckDBExtractedStatements statements) =>
            Borrowed(Error(statements));

        [LibraryImport(Library, EntryPoint = "duckdb_extract_statements_error")]
        private static partial nint Error(DuckDBExtractedStatements statements);
    }
}
