using Lakehouse.Engine;

namespace Lakehouse.Ingest.Loading;

/// <summary>Tells failures that the files' content causes from those of the machine.</summary>
internal static class ContentFailure
{
    /// <summary>Whether other content could have made the statement run.</summary>
    /// <param name="failure">What the engine said.</param>
    /// <returns>True for values that are not what the SQL expects and for text that cannot be split; false for disks, memory and defects.</returns>
    public static bool Is(EngineException failure) => failure.Code is "LH2104" or "LH2105" or "LH2106" or "LH2113";
}
