using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>An opaque pointer of the C API: made by DuckDB, freed by one function that takes its address.</summary>
public abstract class DuckDBHandle : SafeHandle
{
    private protected DuckDBHandle(bool ownsHandle = true)
        : base(0, ownsHandle)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Free(ref handle);
        return true;
    }

    private protected abstract void Free(ref nint pointer);
}
