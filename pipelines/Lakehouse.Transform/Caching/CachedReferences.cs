namespace Lakehouse.Transform.Caching;

/// <summary>Which tables a SQL text reads, by the text's hash.</summary>
/// <param name="Format">The layout of this file; another one is not read.</param>
/// <param name="Tables">Hash to names as <c>schema.name</c>.</param>
internal sealed record CachedReferences(int Format, SortedDictionary<string, string[]> Tables)
{
    /// <summary>The layout that this code writes.</summary>
    internal const int CurrentFormat = 1;
}
