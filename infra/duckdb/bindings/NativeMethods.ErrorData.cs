using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    /// <summary>Errors of appenders and other calls without a result.</summary>
    public static partial class ErrorData
    {
        [LibraryImport(Library, EntryPoint = "duckdb_error_data_has_error")]
        [return: MarshalAs(UnmanagedType.U1)]
        public static partial bool DuckDBErrorDataHasError(DuckDBErrorData error);

        [LibraryImport(Library, EntryPoint = "duckdb_error_data_error_type")]
        public static partial DuckDBErrorType DuckDBErrorDataErrorType(DuckDBErrorData error);

        public static string? DuckDBErrorDataMessage(DuckDBErrorData error) => Borrowed(Message(error));

        [LibraryImport(Library, EntryPoint = "duckdb_error_data_message")]
        private static partial nint Message(DuckDBErrorData error);
    }
}
