using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    /// <summary>Prepared statements and their parameters.</summary>
    public static partial class PreparedStatements
    {
        public static string? DuckDBPrepareError(DuckDBPreparedStatement statement) =>
            Borrowed(PrepareError(statement));

        [LibraryImport(Library, EntryPoint = "duckdb_prepare_error")]
        private static partial nint PrepareError(DuckDBPreparedStatement statement);

        [LibraryImport(Library, EntryPoint = "duckdb_nparams")]
        public static partial long DuckDBParams(DuckDBPreparedStatement statement);

        // C writes 64 bits behind the pointer: an int in that place would be overrun.
        public static DuckDBState DuckDBBindParameterIndex(
            DuckDBPreparedStatement statement,
            out int index,
            string name)
        {
            DuckDBState state = BindParameterIndex(statement, out ulong wide, name);
            index = (int)wide;
            return state;
        }

        [LibraryImport(Library, EntryPoint = "duckdb_bind_parameter_index", StringMarshalling = StringMarshalling.Utf8)]
        private static partial DuckDBState BindParameterIndex(
            DuckDBPreparedStatement statement,
            out ulong index,
            string name);

        [LibraryImport(Library, EntryPoint = "duckdb_param_logical_type")]
        public static partial DuckDBLogicalType DuckDBParamLogicalType(DuckDBPreparedStatement statement, long index);

        [LibraryImport(Library, EntryPoint = "duckdb_bind_value")]
        public static partial DuckDBState DuckDBBindValue(
            DuckDBPreparedStatement statement,
            long index,
            DuckDBValue value);

        [LibraryImport(Library, EntryPoint = "duckdb_execute_prepared")]
        public static partial DuckDBState DuckDBExecutePrepared(
            DuckDBPreparedStatement statement,
            out DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_execute_prepared_streaming")]
        public static partial DuckDBState DuckDBExecutePreparedStreaming(
            DuckDBPreparedStatement statement,
            out DuckDBResult result);
    }
}
