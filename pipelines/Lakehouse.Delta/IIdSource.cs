namespace Lakehouse.Delta;

/// <summary>
/// Gives ids that were never given before. Tests supply a counting one, so that logs are equal byte for byte.
/// </summary>
public interface IIdSource
{
    /// <summary>A new id.</summary>
    /// <returns>An id that this source has not returned before.</returns>
    Guid Next();
}
