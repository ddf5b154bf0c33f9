using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>duckdb_result: 48 bytes that only DuckDB reads.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBResult
{
    // Read by DuckDB alone; C# sees fields that nobody uses.
#pragma warning disable CS0169, IDE0051
    private readonly ulong _columnCount;
    private readonly ulong _rowCount;
    private readonly ulong _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    private readonly nint _internalData;
#pragma warning restore CS0169, IDE0051

    public void Close() => NativeMethods.Query.DuckDBDestroyResult(ref this);
}

/// <summary>duckdb_query_progress_type; the percentage is -1 while unknown.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBQueryProgress
{
    private readonly double _percentage;
    private readonly ulong _rowsProcessed;
    private readonly ulong _totalRows;

    public double Percentage => _percentage;

    public ulong RowsProcessed => _rowsProcessed;

    public ulong TotalRowsToProcess => _totalRows;
}

/// <summary>duckdb_list_entry: where a list lies in the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBListEntry(ulong offset, ulong length)
{
    private readonly ulong _offset = offset;
    private readonly ulong _length = length;

    public ulong Offset => _offset;

    public ulong Length => _length;
}
