using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    /// <summary>What frees what DuckDB made. Each takes the address of the handle and clears it.</summary>
    internal static partial class Destructors
    {
        [LibraryImport(Library, EntryPoint = "duckdb_free")]
        public static partial void Free(nint memory);

        [LibraryImport(Library, EntryPoint = "duckdb_close")]
        public static partial void Close(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_disconnect")]
        public static partial void Disconnect(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_config")]
        public static partial void Config(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_appender_destroy")]
        public static partial DuckDBState Appender(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare")]
        public static partial void Prepared(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_extracted")]
        public static partial void Extracted(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_logical_type")]
        public static partial void LogicalType(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_data_chunk")]
        public static partial void DataChunk(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_client_context")]
        public static partial void ClientContext(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_error_data")]
        public static partial void ErrorData(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_value")]
        public static partial void Value(ref nint handle);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_arrow_options")]
        public static partial void ArrowOptions(ref nint handle);
    }

    [LibraryImport(Library, EntryPoint = "duckdb_client_context_get_connection_id")]
    internal static partial ulong ClientContextGetConnectionId(DuckDBClientContext context);
}
