using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>duckdb_string_t: 16 bytes, of which up to 12 hold a short text in place.</summary>
/// <remarks>DuckDB.NET.Data names the nested types and their fields, so their spelling is fixed.</remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct DuckDBString
{
    public _value_e__Union value;

    private const int InlineLength = 12;

    public readonly int Length => (int)value.inlined.length;

    /// <summary>The bytes. Right only while this struct itself is in unmanaged or pinned memory.</summary>
    public readonly sbyte* Data => Length <= InlineLength
        ? (sbyte*)Unsafe.AsPointer(ref Unsafe.AsRef(in value.inlined.inlined[0]))
        : value.pointer.ptr;

    /// <summary>A long text by pointer, or a short one in place.</summary>
    [StructLayout(LayoutKind.Explicit)]
    public struct _value_e__Union
    {
        [FieldOffset(0)]
        public DuckDBStringPointer pointer;

        [FieldOffset(0)]
        public DuckDBStringInlined inlined;

        /// <summary>Length, the first four bytes, and where the text is.</summary>
        [StructLayout(LayoutKind.Sequential)]
        public struct DuckDBStringPointer
        {
            public uint length;
            public fixed sbyte prefix[4];
            public sbyte* ptr;
        }

        /// <summary>Length and text.</summary>
        [StructLayout(LayoutKind.Sequential)]
        public struct DuckDBStringInlined
        {
            public uint length;
            public fixed sbyte inlined[InlineLength];
        }
    }
}
