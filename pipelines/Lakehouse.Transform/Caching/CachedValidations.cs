namespace Lakehouse.Transform.Caching;

/// <summary>The SELECTs that were bound against their inputs' columns without a fault, by the hash of all that decides it.</summary>
/// <param name="Format">The layout of this file; another one is not read.</param>
/// <param name="Passed">The hashes.</param>
internal sealed record CachedValidations(int Format, SortedSet<string> Passed)
{
    /// <summary>The layout that this code writes.</summary>
    internal const int CurrentFormat = 1;
}
