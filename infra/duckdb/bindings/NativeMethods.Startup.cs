using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    /// <summary>Opening databases and connections.</summary>
    public static partial class Startup
    {
        public static DuckDBState DuckDBOpen(
            string? path,
            out DuckDBDatabase database,
            DuckDBConfig config,
            out string? error)
        {
            DuckDBState state = Open(path, out database, config, out nint message);
            error = Owned(message);
            return state;
        }

        [LibraryImport(Library, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
        private static partial DuckDBState Open(
            string? path,
            out DuckDBDatabase database,
            DuckDBConfig config,
            out nint error);

        [LibraryImport(Library, EntryPoint = "duckdb_connect")]
        public static partial DuckDBState DuckDBConnect(DuckDBDatabase database, out DuckDBNativeConnection connection);

        [LibraryImport(Library, EntryPoint = "duckdb_interrupt")]
        public static partial void DuckDBInterrupt(DuckDBNativeConnection connection);

        [LibraryImport(Library, EntryPoint = "duckdb_query_progress")]
        public static partial DuckDBQueryProgress DuckDBQueryProgress(DuckDBNativeConnection connection);

        [LibraryImport(Library, EntryPoint = "duckdb_connection_get_client_context")]
        public static partial void DuckDBConnectionGetClientContext(
            DuckDBNativeConnection connection,
            out DuckDBClientContext context);

        public static string DuckDBLibraryVersion() => Borrowed(LibraryVersion())!;

        [LibraryImport(Library, EntryPoint = "duckdb_library_version")]
        private static partial nint LibraryVersion();
    }
}
