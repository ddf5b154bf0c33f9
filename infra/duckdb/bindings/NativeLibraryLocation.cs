using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>Loads the library that <c>LAKEHOUSE_DUCKDB</c> names, in place of the one beside the program.</summary>
internal static class NativeLibraryLocation
{
    private const string Variable = "LAKEHOUSE_DUCKDB";

    // Before the first call into the library, which is the only moment at which its place can be chosen.
#pragma warning disable CA2255 // Nothing else in this assembly is called before the first P/Invoke.
    [ModuleInitializer]
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLocation).Assembly, Resolve);
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != NativeMethods.Library || Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
        {
            // Zero leaves it to the runtime, which looks beside the program.
            return 0;
        }

        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception cause) when (cause is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"LH2905: found no loadable DuckDB library at {path}, which {Variable} names. "
                    + $"Correct or unset {Variable}. {cause.Message}",
                cause);
        }
    }
}
